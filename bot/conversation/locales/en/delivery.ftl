not-passed-on = Telegram does not let me pass this one on to staff. Please send it another way: as a file, a photo, or in words.
card-not-copied = ✗ An attachment is missing here: Telegram refused to copy it ({ $detail }). It was asked for again, in another form.
