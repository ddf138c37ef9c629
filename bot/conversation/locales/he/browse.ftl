browse-topics = בחרו נושא, או כתבו את השאלה.
browse-page = עמוד { $page } מתוך { $pages }

button-back = חזרה
button-previous = לעמוד הקודם
button-next = לעמוד הבא
