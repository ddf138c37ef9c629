browse-topics = Choose a topic, or write your question.
browse-page = Page { $page } of { $pages }

button-back = Back
button-previous = Previous
button-next = Next
