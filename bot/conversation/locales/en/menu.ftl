command-start = what can be asked here
command-topics = all questions, by topic
command-mine = your questions to staff, and where they stand
command-contact = leave an e-mail address or WeChat id
command-news = announcements of the hub's staff: yes or no
command-language = English, עברית, 中文
command-privacy = what is kept, and how to delete it
command-help = how this works
bot-short-description = Questions about setting up in the China-Israel Innovation Hub in Shanghai, answered by the hub's staff.
bot-description = The founders' desk of the China-Israel Innovation Hub in Shanghai.
    Ask about visas, registering a company, offices, tax, intellectual property and living there, in English, Hebrew or Chinese.
    Answers come from what the hub's staff have written and dated. What is not known goes to the staff under a number, and their reply comes back here.
