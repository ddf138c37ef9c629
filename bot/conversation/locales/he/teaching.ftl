teach-offer = ללמד את הבוט את התשובה הזאת? השאלה והתשובה יהיו גלויות לכולם.
teach-offer-wording = שהבוט יענה כך על השאלה הזאת בעצמו מעכשיו? השאלה תהיה גלויה לכולם.
teach-new = כערך חדש
teach-as = כניסוח נוסף של "{ $title }"
teach-yes = ללמד
teach-no = לא
teach-revoke = לבטל
teach-entry = **ערך חדש:** { $question }
teach-wording = **ניסוח נוסף של "{ $title }":** { $question }
teach-this = הערך הזה
teach-staff = הצוות
teach-changes-none = אף שאלה אחרת שמוכרת כאן לא תיענה אחרת.
teach-changes = { $count ->
    [one] שאלה אחת תיענה אחרת
   *[other] { $count } שאלות ייענו אחרת
} ({ $labelled } משאלות הבדיקה, { $past } מאלה שנשאלו, { $taught } מאלה שנלמדו):
teach-change = - { $text }: { $before } ← { $after }
teach-reaches = נראה שיש כאן מספר טלפון או כתובת דוא"ל. זה נועד לעיני כולם?
teach-refused-no-words = ✗ אי אפשר: אין כאן מילים.
teach-refused-too-long = ✗ אי אפשר: השאלה ארוכה מ-{ $most } תווים, ולא תהיה עוד אחת כמוה.
teach-refused-answer-too-long = ✗ אי אפשר: התשובה ארוכה מ-{ $answer } תווים. קצרו את ההודעה ולחצו שוב.
teach-refused-personal = ✗ אי אפשר: מופיע כאן שם היזם. הסירו אותו מההודעה ולחצו שוב.
teach-refused-known = ✗ אין מה ללמד: כך כבר שואלים על "{ $title }".
teach-refused-belongs = ✗ אי אפשר: כך שואלים על "{ $title }".
teach-refused-out-of-scope = ✗ אי אפשר: מאגר השאלות משאיר בדיוק את השאלה הזאת לצוות.
teach-refused-small-talk = ✗ אי אפשר: זו שיחת חולין, והבוט כבר יודע לענות עליה.
teach-refused-sure = ✗ אי אפשר: הבוט בטוח ש"{ $title }" עונה על זה. אם זו טעות, שנו את הערך ההוא.
teach-refused-takes = ✗ אי אפשר: "{ $text }" לא תיענה עוד ב"{ $title }", וזו התשובה הנכונה.
teach-refused-takes-staff = ✗ אי אפשר: "{ $text }" תיענה אוטומטית, והיא שייכת לצוות.
teach-done = ✓ מס' { $number }, { $kind }: { $title }
    נלמד מ-{ $who }, { DATETIME($day, dateStyle: "medium") }; בתוקף מיד.
teach-done-already = זה כבר נלמד.
teach-not-done = לא נלמד.
teach-revoked = ✗ מס' { $number }, { $kind }: { $title }
    בוטל על ידי { $who }.
teach-revoked-already = זה כבר בוטל קודם.
teach-how = השיבו ב-/teach על תשובה שלכם לשאלה כתובה של יזם.
lesson-phrasing = ניסוח נוסף
lesson-entry = ערך חדש
lesson-answer = תשובה אחרת
lesson-review = עדיין נכון
lesson-retired = הוצא משימוש
taught-none = עוד לא נלמד דבר.
taught-head = **מה שנלמד, האחרון ראשון.** /revoke עם המספר מבטל.
taught-line = { $number } · { $kind } · { $title } · { $who }, { DATETIME($day, dateStyle: "medium") }
taught-revoked = ✗ בוטל על ידי { $who }, { DATETIME($day, dateStyle: "medium") }
revoke-how = את מה? כתבו את המספר, למשל /revoke 7; הרשימה ב-/taught.
revoke-unknown = אין דבר בתוקף שנלמד במס' { $number }; הרשימה ב-/taught.
gaps-none = אין חסרים: כל ערך קיים בכל השפות.
gaps-head = { $count ->
    [one] **חסר אחד**
   *[other] **{ $count } חסרים**
}, המבוקש ביותר ראשון:
gaps-answer = - { $entry } · { $title } · חסר ב{ $language } · נשאל { $asked } פעמים
gaps-fresh-answer = - { $entry } · { $title } · ב{ $language } ישן משאר השפות · נשאל { $asked } פעמים
gaps-question = - { $entry } · { $title } · השאלה חסרה ב{ $language } · נשאל { $asked } פעמים
gaps-how = כדי להשלים: /translate, הערך, he או en או zh, אחר כך השאלה בשורה משלה והתשובה מתחתיה.
translate-how = כתבו /translate taught-7 he, אחר כך השאלה בשורה משלה והתשובה מתחתיה. אם השאלה כבר קיימת, כתבו רק את התשובה.
translate-unknown = אין ערך { $entry }; הרשימה להשלמה ב-/gaps.
translate-no-gap = "{ $title }" כבר קיים ב{ $language }; אפשר לשנות עם /edit.
translate-too-long = ארוך מדי: עד { $most } תווים לשאלה ועד { $answer } לתשובה.
translate-belongs = השאלה הזאת כבר מובילה ל"{ $title }". נסחו אותה אחרת.
staff-command-teach = ללמד את הבוט תשובה (בתגובה אליה)
staff-command-taught = מה שהבוט למד
staff-command-revoke = לבטל מה שנלמד
staff-command-gaps = ערכים שחסרה בהם שפה
staff-command-translate = להשלים שפה לערך
