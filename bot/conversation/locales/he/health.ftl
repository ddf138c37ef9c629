health-well = **✓ הכול תקין.**
health-concern = **✗ מישהו צריך לבדוק.**
health-do-storing = ← אי אפשר לקרוא את מסד הנתונים או לכתוב בו. נא לעדכן את מי שמפעיל את השרת; `gesher doctor` שם אומר למה.
health-do-rival = ← תוכנה אחרת מקבלת הודעות עם הטוקן של הבוט ולוקחת אותן. נא לדאוג שתיעצר.
health-do-calls = ← טלגרם לא מצליחה להגיע לבוט. נא לעדכן את מי שמפעיל את השרת; `gesher doctor` שם אומר למה.
health-do-at-work = ← חלק מהבוט אינו פועל. נא לעדכן את מי שמפעיל את השרת; `gesher doctor` שם אומר איזה.
health-do-no-room = ← הדיסק כמעט מלא, ובקרוב לא יהיה אפשר לשמור דבר. נא לדאוג עכשיו שיפנו מקום בשרת.
health-do-unsent = ← הודעות ממתינות לשליחה זמן רב מדי. נא לעדכן את מי שמפעיל את השרת; `gesher doctor` שם אומר למה.
health-do-late = ← נא לענות קודם לפנייה { $number }; הפקודה /pending מראה מי עוד ממתין.
health-do-set-aside = ← { $count ->
    [one] הודעה אחת לא טופלה
    [two] שתי הודעות לא טופלו
   *[other] { $count } הודעות לא טופלו
}. נא לעדכן את מי שמפעיל את השרת: הסיבה ביומן.
health-do-little-room = ← בדיסק נותר פחות מג׳יגה־בייט אחד. נא לדאוג שבימים הקרובים יפנו מקום בשרת.
health-do-reviews = ← נא לבדוק את הערכים שמוצגים ב־General, וללחוץ על הכפתור אם הם עדיין נכונים.
health-contact = קשר אחרון עם טלגרם: לפני { $ago }
health-no-contact = עוד לא היה קשר עם טלגרם מאז ההפעלה.
health-waits = ממתינה הכי הרבה: { $number }, { $hours } שעות עבודה (מתוך { $within })
health-nobody-waits = איש אינו ממתין.
health-unsent = ממתינות לשליחה: { $count ->
    [one] הודעה אחת
    [two] שתי הודעות
   *[other] { $count } הודעות
}, הוותיקה כבר { $ago }
health-all-sent = הכול נשלח.
health-reviews = ערכים שמועד בדיקתם עבר: { $count }
health-disk = מקום פנוי בדיסק: { $free } ג׳יגה־בייט
health-running = גרסת gesher: { $version }, פועלת מאז { WHEN($since, $now) }
health-seconds = { $count ->
    [one] שנייה אחת
    [two] שתי שניות
   *[other] { $count } שניות
}
health-minutes = { $count ->
    [one] דקה אחת
    [two] שתי דקות
   *[other] { $count } דקות
}
health-hours = { $count ->
    [one] שעה אחת
    [two] שעתיים
   *[other] { $count } שעות
}
health-days = { $count ->
    [one] יום אחד
    [two] יומיים
   *[other] { $count } ימים
}
staff-command-health = מצב הבוט ומה צריך לעשות
