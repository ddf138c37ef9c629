same-head = { $count ->
    [one] פנייה פתוחה אחת שואלת אותו דבר. לתת לה את התשובה הזאת?
    [two] שתי פניות פתוחות שואלות אותו דבר. לתת להן את התשובה הזאת?
   *[other] { $count } פניות פתוחות שואלות אותו דבר. לתת להן את התשובה הזאת?
}
same-line = פנייה **{ $number }** · { $name } · { $asked }
same-elsewhere = פנייה **{ $number }** · { $name } · אותה שאלה ב{ $language }: { $asked } התשובה הזאת בשפה אחרת, ולכן אינה מוצעת שם.
same-one = לענות לפנייה { $number }
same-all = לענות לכל ה־{ $count }
same-given = פנייה { $number }: ליזם נשלחה גם התשובה לפנייה { $source }, על ידי { $name }:
same-sent = בדרך: { $numbers }.
same-left-out = לא נשלח: { $numbers }, כבר נענה או של מישהו אחר.
same-withdrawn = התשובה הזאת נלקחה בחזרה.
