contact-ask = כתבו כאן כתובת דוא"ל או מזהה WeChat, והצוות יוכל להשיג אתכם גם כשטלגרם אינו פועל. רק הצוות רואה זאת.
contact-kept = הצוות יכול להשיג אתכם גם כאן: { $contact }
    כדי להחליף, כתבו /contact ואחריו את החדש.
contact-taken = נשמר. הצוות יכול להשיג אתכם גם כאן: { $contact }
contact-unclear = זו אינה כתובת דוא"ל ואינה מזהה WeChat. כתבו כך: me@example.com, או כך: wechat someone\_1
contact-dropped = פרטי הקשר נמחקו. התשובות מגיעות לכאן.
button-drop-contact = למחוק
contact-left = אפשר להשיג את { $name } גם כאן: { $contact }
contact-gone = פרטי הקשר הנוספים של { $name } נמחקו.
