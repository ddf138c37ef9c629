# To founders
start = שלום, כאן שולחן היזמים של מרכז החדשנות סין-ישראל בשנגחאי.
    אפשר לשאול כאן על הקמת פעילות במרכז: ויזות, רישום חברה, משרדים, קניין רוחני. מה שאיני יודע אעביר לצוות בשנגחאי, ותשובתם תגיע לכאן.
help = כתבו את השאלה בעברית, באנגלית או בסינית.
    כשאני בטוח, אני עונה ממה שצוות המרכז כתב ותיארך. כשאיני בטוח, אני שואל למה התכוונתם. מה שאיני יודע עובר לצוות, עם מספר שתראו כאן.
language-set = מעכשיו בעברית. אפשר לשאול בכל אחת משלוש השפות; התשובה באה בשפת השאלה.
ask-staff = כתבו את השאלה. היא תעבור ישר לצוות המרכז.
source = מקור: { $title }, { DATETIME($date, dateStyle: "medium") } · נבדק { DATETIME($reviewed, dateStyle: "medium") }
source-undated = מקור: { $title } · נבדק { DATETIME($reviewed, dateStyle: "medium") }
unsourced = נבדק { DATETIME($reviewed, dateStyle: "medium") }
overdue = התשובה הזאת בבדיקה מחודשת.
which-one = לאיזו מהשאלות התכוונתם?
handed-over = את זה איני יודע, ולכן העברתי לצוות המרכז כפנייה **{ $number }**.
    אפשר להוסיף כאן פרטים; גם התשובה תגיע לכאן.
passed-on = הועבר לצוות המרכז כפנייה **{ $number }**.
    אפשר להוסיף כאן פרטים; גם התשובה תגיע לכאן.
already-passed-on = זה כבר אצל הצוות, פנייה { $number }.
added = נוסף לפנייה **{ $number }**.
staff-answer = תשובת צוות המרכז לפנייה **{ $number }**:
solved = מצוין. פנייה { $number } נסגרה; אפשר לכתוב שוב בכל עניין אחר.
more = כתבו כאן. זה יעבור לצוות במסגרת פנייה { $number }.
repeated = נשלח שוב: המשלוח הראשון לא אושר.
will-look = לא הצלחתי לקרוא את ההודעה. אדם יבדוק אותה.
button-gone = הכפתור כבר אינו פעיל. אפשר לכתוב את השאלה שוב.

button-ask-staff = לשאול את הצוות
button-none-of-these = אף אחת מאלה, לשאול את הצוות
button-solved = 👍 תודה, זה עונה לי
button-more = יש לי עוד שאלה על זה

# To staff
topic-name = { $number } · { $name }
nameless = ללא שם
card = פנייה **{ $number }** · { $name } · { $asked-in }
card-more = פנייה **{ $number }** · תוספת מאת { $name }:
card-edited = פנייה **{ $number }** · ההודעה של { $name } שונתה ל:
card-attachment = (ההודעה הבאה: { $kind })
card-picked-none = הוצע ונדחה: { $titles }
card-answered = נענה אוטומטית: { $titles }
card-nearest = הערכים הקרובים: { $titles }
card-nearest-item = { $title } { $percent }%
card-nothing-near = הערכים הקרובים: אין
card-how = ענו כאן; { $name } יקבל את מה שתכתבו. שורה שמתחילה ב־// נשארת כאן.
card-how-reply = ענו בתגובה להודעה זו; { $name } יקבל את מה שתכתבו.
founder-solved = ✓ מאת { $name }: פנייה { $number } נענתה.
not-delivered = ✗ לא נמסר: { $why }
why-blocked = המשתמש { $name } עצר את הבוט. ההודעה תימסר כשיחזור.
why-gone = החשבון כבר אינו קיים.
why-unreachable = הצ'אט הזה אינו מוכר לטלגרם.
why-too-long = ההודעה ארוכה מדי לטלגרם.
why-refused = טלגרם סירב לקבל אותה ({ $detail }).
why-unknown = טלגרם לא אישר אותה פעמיים. ייתכן שהגיעה.
no-ticket = לא ברור לאיזו פנייה זה שייך. ענו בתגובה לכרטיס של פנייה.
set-aside = הודעה לא עובדה ונשמרה (עדכון { $update }). נמסר ל{ $name } שאדם יבדוק אותה.
set-aside-unknown = עדכון לא עובד ונשמר (עדכון { $update }).

language-en = אנגלית
language-he = עברית
language-zh = סינית
