-- Nothing installed, but the folder of the plugin among Neovim's paths.

local t = require('helper')

t.open('letter.letter', 'Subject: Test\n\nHey guys\n\nSee you!!!\n')
t.comes('greeting-informal')
vim.cmd.LetterFix()
t.equal('See you.', vim.fn.getline(5))

-- Options may come late, and more than once.
local plugin = require('letter-ls')
plugin.setup({ enable = false })
t.wait('no findings', function()
  return #vim.diagnostic.get(0) == 0
end)
plugin.setup({ enable = true, settings = { rules = { ['greeting-informal'] = 'off' } } })
t.wait('findings', function()
  return #vim.diagnostic.get(0) > 0
end)
t.equal({}, t.found('greeting-informal'))
