-- All corrections that need no question, by command and on save.

local t = require('helper')

local LETTER = [[
To: Мария Кузнецова <m.kuznetsova@client.example>
Subject: Акт сверки за октябрь

Уважаемая Мария!

Направьте, пожалуйста, инфу по оплате!!! Ждём инфу до пятницы.

С уважением,
Анна Смирнова
]]
-- A word in place of another is a question of taste, three exclamation marks are none.
local FIXED = LETTER:gsub('!!!', '.')

t.open('оплата.letter', LETTER)
t.comes('tone-informal')
t.comes('tone-shouting')
vim.cmd.LetterFix()
t.equal(FIXED, t.text())
t.goes('tone-shouting')
t.comes('tone-informal')

-- A letter without mistakes stays as it is.
vim.cmd.LetterFix()
t.equal(FIXED, t.text())

-- With the option of the README it happens as the letter is written.
t.press('u')
t.comes('tone-shouting')
vim.cmd.write()
t.equal(FIXED, t.text())
t.equal(FIXED, table.concat(vim.fn.readfile(vim.api.nvim_buf_get_name(0)), '\n') .. '\n')
