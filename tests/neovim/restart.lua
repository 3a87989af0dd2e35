-- The server dies: by the command it comes back, for all letters, and what was typed meanwhile counts.

local t = require('helper')

t.open('one.letter', 'Subject: Test\n\nHey guys\n')
t.comes('greeting-informal')
t.open('two.letter', 'Subject: Test\n\nHey guys\n')
t.comes('greeting-informal')
local first = t.server()
vim.uv.kill(first, 'sigkill')
t.wait('the end of the server', function()
  return #vim.lsp.get_clients({ name = 'letter_ls' }) == 0
end)
t.press('3GCDear Robert, we are gonna sign it.<Esc>')

vim.cmd.LetterRestart()
t.comes('tone-informal')
t.equal({}, t.found('greeting-informal'))
t.equal(true, first ~= t.server(), 'another process')
vim.cmd.buffer('one.letter')
t.comes('greeting-informal')

-- A living server is replaced as well.
local second = t.server()
vim.cmd.LetterRestart()
t.wait('another process', function()
  local children = vim.api.nvim_get_proc_children(vim.fn.getpid())
  return #children == 1 and children[1] ~= second
end)
t.comes('greeting-informal')
