week-title = מ־{ DATE($first) } עד { DATE($last) }: { $count ->
    [one] שאלה אחת
    [two] שתי שאלות
   *[other] { $count } שאלות
}
week-outcomes = { $percent }% נענו מיד, { $staff }% הועברו לצוות
week-at-once = נענו מיד
week-asked-back = נשאלו בחזרה
week-to-staff = הועברו לצוות
week-topics = שאלו הכי הרבה על: { $topic }
week-topics-none = לא נשאל דבר
week-elsewhere = מחוץ לנושאי המאגר
week-other-topics = כל שאר הנושאים
week-hours = התשובה הראשונה של הצוות: { $hours } שעות עבודה (חציון)
week-hours-none = הצוות עוד לא ענה על הפניות האלה
week-nothing-opened = שום שאלה לא הועברה לצוות
week-tickets = { $opened } הועברו לצוות · { $answered } נענו · { $waiting } ממתינות עכשיו
week-missed = נשאלו הכי הרבה, בלי תשובה במאגר
week-missed-none = למאגר הייתה תשובה לכול
week-near-nothing = לא קרובות לשום ערך במאגר
week-no-picture = אין תמונה: matplotlib אינה מותקנת כאן (pip install 'gesher[plot]').
