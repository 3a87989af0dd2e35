-- rules.toml, written beside the letter while it is open: rules go off and on, mistakes are shown.

local t = require('helper')

t.open('letter.mail', [[
To: Robert Brown <robert.brown@client.example>
Subject: Contract for the third quarter

Dear Robert,

We are gonna sign the contract tomorrow 😀

Best regards,
Anna Smirnova
]])
local letter = vim.api.nvim_get_current_buf()
t.comes('tone-informal')
t.comes('tone-emoji')

-- Written by another program, or by hand in another window.
local rules = t.write('rules.toml', '[rules]\ntone-informal = "off"\n')
t.goes('tone-informal')
t.comes('tone-emoji')

-- A mistake in the rules is marked in the rules themselves, and the last good rules stay in force.
vim.cmd.edit(rules)
vim.api.nvim_buf_set_lines(0, 0, -1, false, { '[rules]', 'tone-informel = "off"' })
vim.cmd.write()
local mistake = t.wait('the mistake', function()
  return vim.diagnostic.get(0)[1]
end)
t.equal(1, mistake.lnum)
t.equal(true, mistake.message:find('tone-informal', 1, true) ~= nil, mistake.message)
vim.cmd.buffer(letter)
t.equal({}, t.found('tone-informal'))

-- Mended: the mark goes, the rules hold.
vim.cmd.buffer(vim.fn.bufnr(rules))
vim.api.nvim_buf_set_lines(0, 0, -1, false, { '[rules]', 'tone-emoji = "off"' })
vim.cmd.write()
t.wait('no mistake', function()
  return #vim.diagnostic.get(0) == 0
end)
vim.cmd.buffer(letter)
t.comes('tone-informal')
t.goes('tone-emoji')

-- Taken away: all rules hold again.
assert(vim.uv.fs_unlink(rules))
t.comes('tone-emoji')
t.comes('tone-informal')

-- By command the rules are opened, and made where there are none.
vim.cmd.LetterRules()
t.wait('the rules', function()
  return vim.fs.basename(vim.api.nvim_buf_get_name(0)) == 'rules.toml'
end)
