--- `:checkhealth letter-ls`

local say = require('letter-ls.say')
local plugin = require('letter-ls')

local M = {}

local function check_neovim()
  local version = tostring(vim.version())
  if vim.fn.has('nvim-0.11') == 1 then
    vim.health.ok('Neovim ' .. version)
  elseif vim.fn.has('nvim-0.10') == 1 then
    vim.health.ok(
      say(
        'Neovim %s: all but completion while one types, and folding, which need 0.11',
        'Neovim %s: всё, кроме дополнения при наборе и свёртывания: им нужен 0.11'
      ):format(version)
    )
  else
    vim.health.error(
      say('Neovim %s is too old: 0.10 is needed', 'Neovim %s слишком стар: нужен 0.10'):format(
        version
      )
    )
  end
end

--- Whether the server is there; tells which one.
local function check_server(program)
  local path = vim.fn.exepath(program)
  if path == '' then
    vim.health.error(
      say('`%s` is not found', 'Программа `%s` не найдена'):format(program),
      say(
        'Put it on your PATH, or name it: `require("letter-ls").setup({ cmd = { "/path/to/letter-ls" } })`',
        'Добавьте её в PATH или укажите: `require("letter-ls").setup({ cmd = { "/путь/letter-ls" } })`'
      )
    )
    return false
  end
  local answer = vim.system({ path, '--version' }, { text = true }):wait(5000)
  if answer.code ~= 0 then
    vim.health.error(path .. ': ' .. vim.trim(answer.stderr or ''))
    return false
  end
  vim.health.ok(('%s: %s'):format(vim.trim(answer.stdout), path))
  return true
end

--- Which letters are checked now.
local function check_clients()
  local clients = vim.lsp.get_clients({ name = plugin.NAME })
  if #clients == 0 then
    vim.health.warn(
      say('No letter is being checked', 'Сейчас не проверяется ни одно письмо'),
      say(
        'Open a letter: its filetype is one of %s. `:LetterRestart` starts the server anew.',
        'Откройте письмо: его тип — один из %s. `:LetterRestart` запускает сервер заново.'
      ):format(table.concat(plugin.config().filetypes, ', '))
    )
  end
  for _, client in ipairs(clients) do
    local version = (client.server_info or {}).version or '?'
    vim.health.ok(
      say('Client %d runs letter-ls %s', 'Клиент %d: letter-ls %s'):format(client.id, version)
    )
    for buffer in pairs(client.attached_buffers) do
      local name = vim.api.nvim_buf_get_name(buffer)
      local found = vim.tbl_filter(function(finding)
        return finding.source == 'letter-ls'
      end, vim.diagnostic.get(buffer))
      local words = say('%s (filetype %s): %d findings', '%s (тип %s): замечаний: %d')
      vim.health.info(words:format(name ~= '' and name or '—', vim.bo[buffer].filetype, #found))
    end
  end
end

--- The letter to ask about: that of the window from which `:checkhealth` was called.
local function letter()
  for _, window in ipairs({ vim.fn.win_getid(vim.fn.winnr('#')), vim.api.nvim_get_current_win() }) do
    local buffer = vim.api.nvim_win_is_valid(window) and vim.api.nvim_win_get_buf(window)
    local client = buffer and vim.lsp.get_clients({ name = plugin.NAME, bufnr = buffer })[1]
    if client then
      return vim.api.nvim_buf_get_name(buffer)
    end
  end
  local client = vim.lsp.get_clients({ name = plugin.NAME })[1]
  return client and vim.api.nvim_buf_get_name(next(client.attached_buffers) or 0) or ''
end

--- What `letter-ls doctor` says of the files in force.
local function check_files(program)
  local command = { program, 'doctor' }
  local path = letter()
  if vim.uv.fs_stat(path) then
    table.insert(command, path)
  end
  local answer = vim.system(command, { text = true }):wait(5000)
  for line in vim.trim(answer.stdout or ''):gmatch('[^\n]+') do
    vim.health.info(vim.trim(line))
  end
  if answer.code ~= 0 then
    vim.health.error(vim.trim(answer.stderr or ''))
  end
end

--- Called by Neovim.
function M.check()
  local program = plugin.config().cmd[1]
  vim.health.start('letter-ls')
  check_neovim()
  if not check_server(program) then
    return
  end
  check_clients()
  vim.health.start('letter-ls doctor')
  check_files(program)
end

return M
