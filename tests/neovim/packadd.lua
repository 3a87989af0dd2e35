-- A package that is loaded when the editor has long started, with a letter open.

local t = require('helper')

vim.cmd.edit(vim.fn.fnameescape(t.write('letter.letter', 'Subject: Test\n\nHey guys\n')))
t.equal({}, vim.lsp.get_clients(), 'no server yet')
t.equal(0, vim.fn.exists(':LetterFix'))

vim.cmd.packadd('letter-ls')
vim.cmd.filetype('detect')
t.equal('mail', vim.bo.filetype)
t.comes('greeting-informal')
t.equal(2, vim.fn.exists(':LetterFix'))

-- Loaded twice is loaded once.
vim.cmd.packadd('letter-ls')
t.server()
