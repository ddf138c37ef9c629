contact-ask = Write an e-mail address or a WeChat id here, and staff can reach you when Telegram does not work. Only they see it.
contact-kept = Staff can also reach you at { $contact }.
    To change it, write /contact and the new one.
contact-taken = Kept. Staff can also reach you at { $contact }.
contact-unclear = That is neither an e-mail address nor a WeChat id. Write it like this: me@example.com, or like this: wechat someone\_1.
contact-dropped = Your contact is deleted. Answers come here.
button-drop-contact = Delete it
contact-left = { $name } can also be reached at { $contact }.
contact-gone = { $name } has deleted the other contact.
