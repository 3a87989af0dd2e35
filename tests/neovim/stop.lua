-- The server is stopped while the editor goes on: its process ends.

local t = require('helper')

t.open('letter.letter', 'Subject: Test\n\nHey guys\n')
t.wait('findings', function()
  return vim.diagnostic.get(0)[1]
end)
local server = t.server()
local exit
vim.lsp.config('letter_ls', {
  on_exit = function(code, signal)
    exit = { code, signal }
  end,
})
vim.lsp.enable('letter_ls', false)
t.wait('the end of the server', function()
  return vim.api.nvim_get_proc(server) == nil
end)
t.wait('no findings', function()
  return #vim.diagnostic.get(0) == 0
end)

-- Started anew, it checks again; its exit is an orderly one.
vim.lsp.enable('letter_ls')
t.wait('findings', function()
  return vim.diagnostic.get(0)[1]
end)
vim.lsp.enable('letter_ls', false)
t.wait('the exit', function()
  return exit
end)
t.equal({ 0, 0 }, exit)
