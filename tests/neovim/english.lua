-- An English letter that promises a file: the promise is found, undone, or kept.

local t = require('helper')

local LETTER = [[
To: Robert Brown <robert.brown@client.example>
Subject: Contract for the third quarter

Dear Robert,

Please find attached the contract. The price has not changed.

Best regards,
Anna Smirnova
]]

t.open('contract.letter', LETTER)
local missing = t.comes('attachment-missing')
t.says(missing, {
  code = 'attachment-missing',
  source = 'letter-ls',
  severity = 'ERROR',
  line = 5,
  marked = 'Please find attached',
  message = 'The text says that a file is attached, but none is.',
})
t.quick_fix(missing, 'Delete the sentence about the attachment')
t.goes('attachment-missing')
t.equal('The price has not changed.', vim.api.nvim_buf_get_lines(0, 5, 6, false)[1])
t.press('u')
t.comes('attachment-missing')

-- Attached as mutt does it: the promise is kept.
t.write('contract.pdf', '%PDF-1.7\n')
t.press('2GoAttach: contract.pdf<Esc>')
t.goes('attachment-missing')
t.press('u')
t.comes('attachment-missing')

-- Typed: a word that is too familiar.
t.press('6GA We are gonna call you.<Esc>')
local informal = t.comes('tone-informal')
t.quick_fix(informal, 'Replace by “going to”')
t.goes('tone-informal')
-- Neovim breaks lines of letters at 72 columns as they are typed.
t.equal('going to call you.', vim.api.nvim_get_current_line())
