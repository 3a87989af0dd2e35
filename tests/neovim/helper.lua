-- What the specs share: letters in a folder of their own, waiting, and the keys that a user presses.

local M = {}

--- How long something may take before the test fails. Nothing waits this long when all is well.
local PATIENCE = 20000

local function describe(buffer)
  local lines = { 'text:' }
  vim.list_extend(lines, vim.api.nvim_buf_get_lines(buffer, 0, -1, false))
  table.insert(lines, 'diagnostics:')
  for _, found in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(
      lines,
      ('  %d:%d-%d:%d %s: %s'):format(
        found.lnum,
        found.col,
        found.end_lnum,
        found.end_col,
        found.code or '?',
        found.message
      )
    )
  end
  table.insert(lines, 'clients: ' .. #vim.lsp.get_clients({ name = 'letter_ls' }))
  local log = vim.lsp.log.get_filename()
  if vim.uv.fs_stat(log) then
    table.insert(lines, 'log of the client:')
    vim.list_extend(lines, vim.fn.readfile(log, '', -20))
  end
  return table.concat(lines, '\n')
end

--- Handles events until `condition` holds and gives what it returned.
function M.wait(what, condition)
  local result
  local done = vim.wait(PATIENCE, function()
    result = condition()
    return result
  end, 5)
  if not done then
    error(('waited in vain for %s\n%s'):format(what, describe(0)), 2)
  end
  return result
end

function M.equal(expected, actual, what)
  if not vim.deep_equal(expected, actual) then
    local words = '%s\nexpected: %s\nactual:   %s\n%s'
    error(
      words:format(what or 'not equal', vim.inspect(expected), vim.inspect(actual), describe(0)),
      2
    )
  end
end

--- Writes a file beside the letters. Folders are made as needed.
function M.write(name, text)
  local path = vim.fs.joinpath(vim.env.LETTERS, name)
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
  return path
end

--- Writes a letter and opens it as a user does.
function M.open(name, text)
  vim.cmd.edit(vim.fn.fnameescape(M.write(name, text)))
  M.wait('the server', function()
    return #vim.lsp.get_clients({ name = 'letter_ls', bufnr = 0 }) == 1
  end)
end

function M.text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n'
end

--- The findings with a code.
function M.found(code)
  return vim.tbl_filter(function(found)
    return found.code == code
  end, vim.diagnostic.get(0))
end

--- Waits until a rule finds something and gives the first finding.
function M.comes(code)
  return M.wait(code, function()
    return M.found(code)[1]
  end)
end

--- Waits until a rule finds nothing any more.
function M.goes(code)
  M.wait('no ' .. code, function()
    return #M.found(code) == 0
  end)
end

--- Asserts what a finding says and which text it marks.
function M.says(found, expected)
  local marked = vim.api.nvim_buf_get_text(
    0,
    found.lnum,
    found.col,
    found.end_lnum,
    found.end_col,
    {}
  )
  M.equal(expected, {
    code = found.code,
    source = found.source,
    severity = vim.diagnostic.severity[found.severity],
    line = found.lnum,
    marked = table.concat(marked, '\n'),
    message = found.message,
  }, 'the finding')
end

--- Presses keys as if they were typed.
function M.press(keys)
  vim.api.nvim_feedkeys(vim.keycode(keys), 'tx', false)
end

--- Presses the key of the code actions on a finding, and chooses the one with the given title.
--- Gives the titles of the menu.
function M.quick_fix(found, title)
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  local titles
  local select = vim.ui.select
  vim.ui.select = function(items, _, choose)
    titles = vim.tbl_map(function(item)
      return item.action.title
    end, items)
    local index
    for at, candidate in ipairs(titles) do
      if candidate == title then
        index = at
      end
    end
    choose(items[index], index)
  end
  M.press('gra')
  M.wait('the menu of code actions', function()
    return titles
  end)
  vim.ui.select = select
  if not vim.list_contains(titles, title) then
    error(('no “%s” among: %s'):format(title, vim.inspect(titles)), 2)
  end
  return titles
end

--- Starts an editor of its own, whose keys are typed one after the other while it goes on.
function M.editor()
  local command = { vim.v.progpath, '--embed', '--headless', '-n', '-i', 'NONE' }
  local channel = vim.fn.jobstart(command, { rpc = true })
  local editor = {}

  --- Calls a function of Vim script.
  function editor.call(name, ...)
    return vim.rpcrequest(channel, 'nvim_call_function', name, { ... })
  end

  --- Runs Lua there, and gives what it returns.
  function editor.lua(code, ...)
    return vim.rpcrequest(channel, 'nvim_exec_lua', code, { ... })
  end

  --- Types keys.
  function editor.input(keys)
    vim.rpcrequest(channel, 'nvim_input', keys)
  end

  function editor.text()
    return table.concat(editor.call('getline', 1, '$'), '\n') .. '\n'
  end

  --- Writes a letter and opens it.
  function editor.open(name, text)
    vim.rpcrequest(channel, 'nvim_command', 'edit! ' .. vim.fn.fnameescape(M.write(name, text)))
    M.wait('the server', function()
      -- The option is set when the plugin has done its part for the letter.
      return editor.lua("return vim.bo.completeopt:find('menuone') ~= nil")
    end)
  end

  function editor.quit()
    vim.fn.jobstop(channel)
  end

  return editor
end

--- The process of the server, a child of this editor.
function M.server()
  local children = vim.api.nvim_get_proc_children(vim.fn.getpid())
  M.equal(1, #children, 'processes of the editor')
  return children[1]
end

return M
