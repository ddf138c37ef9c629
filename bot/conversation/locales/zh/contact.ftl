contact-ask = 请在这里写下邮箱或微信号，Telegram 不能用时，工作人员也能联系到您。只有工作人员能看到。
contact-kept = 工作人员也可以这样联系您：{ $contact }
    要更改，请写 /contact 和新的联系方式。
contact-taken = 已保存。工作人员也可以这样联系您：{ $contact }
contact-unclear = 这不是邮箱，也不是微信号。请这样写：me@example.com，或者这样写：微信 someone\_1
contact-dropped = 联系方式已删除，答复会发到这里。
button-drop-contact = 删除
contact-left = 也可以这样联系 { $name }：{ $contact }
contact-gone = { $name } 已删除其他联系方式。
