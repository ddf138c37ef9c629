review-card = **עדיין נכון?** { $title }
review-source = מקור: { $link }, { DATETIME($date, dateStyle: "medium") }
review-source-undated = מקור: { $link }, ללא תאריך
review-facts = נבדק { DATETIME($reviewed, dateStyle: "medium") } · { $asked ->
    [0] לא נשאל ב־{ $days } הימים האחרונים
    [one] נשאל פעם אחת ב־{ $days } הימים האחרונים
    [two] נשאל פעמיים ב־{ $days } הימים האחרונים
   *[other] נשאל { $asked } פעמים ב־{ $days } הימים האחרונים
}
review-recheck = לבדיקה מחדש, כי שפה אחרת שונתה: { $languages }
review-true = עדיין נכון
review-edit = לערוך
review-retire = להוציא משימוש
review-retire-sure = להוציא לגמרי
review-retire-not = להשאיר
review-retire-asked = להוציא משימוש את "{ $title }"? התשובה לא תינתן עוד, והשאלות בנושא יעברו לצוות.
review-how = כתבו { $edit } ואחריו את התשובה החדשה, עד { $most } תווים. השפה מזוהה לפי האותיות; אפשר גם לציין אותה: { $example }
reviewed = ✓ עדיין נכון: { $title }
reviewed-notice = נרשם, תודה.
reviewed-already = כבר אושר היום על ידי { $name }.
retired = ✗ יצא משימוש: { $title }
retired-already = זה כבר יצא משימוש.

entry-missing = איזה ערך? כתבו את המזהה שלו אחרי הפקודה, למשל { $example }
entry-unknown = אין ערך בשם { $entry }.
entry-unknown-near = אין ערך בשם { $entry }. אולי { $near }
edit-no-text = חסרה התשובה החדשה. כתבו { $edit } ואחריו את התשובה.
edit-too-long = בתשובה { $length } תווים, ומותר עד { $most }. קצרו אותה.
edit-no-language = אי אפשר לזהות את השפה מהטקסט. ציינו אותה: { $example }
edit-foreign = השאלות והתשובות אינן כתובות בשפה { $language }, אלא רק: { $languages }
edit-same = זו כבר התשובה.
edit-preview = תשובה חדשה ({ $language }) לשאלה "{ $title }". היזמים יקראו:
edit-others = נשארות כפי שהיו ודורשות בדיקה מחדש: { $languages }
edit-unsourced = יש בה מספר ולערך אין מקור: הפקודה gesher faq check תבקש אותו.
edit-yes = להשתמש בתשובה
edit-no = לבטל
edit-done = ✓ תשובה חדשה ({ $language }): { $title }. היא תיכנס לתוקף מיד.
edit-next = עכשיו לבדיקה מחדש: { $languages }. כתבו { $example }
edit-gone = התשובה הזאת כבר אינה שמורה. כתבו אותה שוב.
edit-dropped = בוטל; התשובה נשארת כפי שהייתה.

correction-offer = התשובה לשאלה "{ $title }" השתנתה ({ $languages }). { $founders ->
    [one] יזם אחד קיבל את הישנה
    [two] שני יזמים קיבלו את הישנה
   *[other] { $founders } יזמים קיבלו את הישנה
} ב־{ $days } הימים האחרונים. הם יקראו:
correction-send = לשלוח ל־{ $founders } ({ $days } ימים)
correction-drop = לא לשלוח
correction-begun = בדרך אל { $founders ->
    [one] יזם אחד
    [two] שני יזמים
   *[other] { $founders } יזמים
}.
correction-nobody = לא נשאר למי להודיע.
correction-dropped = לא נשלח.
correction-done = ✓ התיקון של "{ $title }" נמסר { $sent ->
    [one] ליזם אחד
    [two] לשני יזמים
   *[other] ל־{ $sent } יזמים
}.
correction-parked = { $parked ->
    [one] יזם אחד עצר את הבוט, ויקבל את זה כשיחזור.
    [two] שני יזמים עצרו את הבוט, ויקבלו את זה כשיחזרו.
   *[other] { $parked } יזמים עצרו את הבוט, ויקבלו את זה כשיחזרו.
}
correction-dead = { $dead ->
    [one] אל יזם אחד לא ניתן היה להגיע.
    [two] אל שני יזמים לא ניתן היה להגיע.
   *[other] אל { $dead } יזמים לא ניתן היה להגיע.
}
correction = תשובה שקיבלתם ביום { DATETIME($day, dateStyle: "long") } השתנתה:

staff-command-edit = תשובה אחרת לערך
staff-command-retire = להוציא ערך משימוש
staff-command-reviewed = הערך עדיין נכון
