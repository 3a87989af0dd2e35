-- Runs the spec that SPEC names and ends the editor: exit code 0, or 1 with what went wrong on stderr.

local folder = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
package.path = vim.fs.joinpath(folder, '?.lua') .. ';' .. package.path

-- Later, when the editor has started: a user opens letters then, too.
vim.schedule(function()
  local spec = vim.fs.joinpath(folder, vim.env.SPEC .. '.lua')
  local passed, problem = xpcall(dofile, debug.traceback, spec)
  if not passed then
    io.stderr:write(problem, '\n')
    vim.cmd('cquit 1')
  elseif not vim.env.STAY then
    vim.cmd('qall!')
  end
end)
