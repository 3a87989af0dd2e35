-- Opens a letter, says which process checks it, and leaves the rest to the test.

local t = require('helper')

t.open('letter.letter', 'Subject: Test\n\nHey guys\n')
t.wait('findings', function()
  return vim.diagnostic.get(0)[1]
end)
io.stdout:write(t.server(), "\n")
io.stdout:flush()
