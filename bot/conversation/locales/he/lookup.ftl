find-how = כתבו /find ומה מחפשים: מספר כמו Q-0012, שם או מילים.
find-none = לא נמצא דבר. אולי מילה קצרה יותר תעזור.
find-ticket = פנייה **{ $number }** · { $name } · { $state } · { $asked }
find-to-send = לשליחה, עם /send והמזהה:
who-seen = כאן מאז { DATETIME($since, dateStyle: "medium") }, נראה לאחרונה { DATETIME($last, dateStyle: "medium") }
who-questions = { $count ->
    [one] נשאלה שאלה אחת
    [two] נשאלו שתי שאלות
   *[other] נשאלו { $count } שאלות
}
who-answers = התשובות האחרונות: { $titles }
who-stage = שלב: { $stage } (המתקדם מבין התשובות האלה)
who-blocked = הבוט נעצר אצלו; מה שתכתבו יימסר כשישוב.
who-wants-news = מקבל הודעות תפוצה.
stage-deciding = בהתלבטות
stage-applying = בהגשה
stage-arriving = לקראת הגעה
stage-settled = כבר בשנגחאי
stats-how = כתבו /stats 7d לימים או /stats 12w לשבועות; עד שנה.
stats-head = { $days ->
    [one] היממה האחרונה
    [two] היומיים האחרונים
   *[other] { $days } הימים האחרונים
}: { $count ->
    [one] שאלה אחת
    [two] שתי שאלות
   *[other] { $count } שאלות
}
stats-shares = נענו מיד { $at-once }% · נשאלו למה הכוונה { $asked-back }% · הועברו לצוות { $to-staff }%
stats-languages = שפות: { $items }
stats-topics = נושאים: { $items }
stats-no-topic = לא קרוב לאף נושא
stats-tickets = פניות לצוות: נפתחו { $opened }, מהן נענו { $answered }; ממתינות עכשיו { $waiting }
stats-median = תשובה ראשונה אחרי { $hours } שעות עבודה (חציון)
stats-feedback = מועיל, לפי { $helped }% מתוך { $count } דירוגים
stats-missed = הנשאלות ביותר בלי תשובה, לפי הערך הקרוב:
stats-missed-one = { $count } × { $title }
stats-missed-elsewhere = { $count } × לא קרובות לאף ערך
