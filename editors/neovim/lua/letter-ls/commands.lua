--- The user commands. What they do is done by the server, with its own commands.

local say = require('letter-ls.say')
local plugin = require('letter-ls')

local M = {}

local function warn(english, russian)
  vim.notify('letter-ls: ' .. say(english, russian), vim.log.levels.WARN)
end

--- The client that checks a buffer; tells the user if there is none.
---@param buffer integer
---@return vim.lsp.Client?
local function client_of(buffer)
  local client = vim.lsp.get_clients({ name = plugin.NAME, bufnr = buffer })[1]
  if not client then
    warn(
      'this buffer is not checked; `:checkhealth letter-ls` tells why',
      'этот файл не проверяется; почему, покажет `:checkhealth letter-ls`'
    )
  end
  return client
end

--- Calls a method of a client: they are plain functions before Neovim 0.11.
local function call(client, method, ...)
  if vim.fn.has('nvim-0.11') == 1 then
    return client[method](client, ...)
  end
  return client[method](...)
end

--- Has the server carry out one of its commands.
---@param client vim.lsp.Client
---@param buffer integer
---@param command string
---@param arguments any[]
---@param done? fun()
local function execute(client, buffer, command, arguments, done)
  local params = { command = 'letter-ls.' .. command, arguments = arguments }
  call(client, 'request', 'workspace/executeCommand', params, function(problem)
    if problem then
      warn(problem.message, problem.message)
    elseif done then
      done()
    end
  end, buffer)
end

--- Makes all corrections that need no question. Waits for the server, so that it can be called from
--- `BufWritePre`.
---@param buffer integer
function M.fix(buffer)
  local client = client_of(buffer)
  if not client then
    return
  end
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = {
      start = { line = 0, character = 0 },
      ['end'] = { line = vim.api.nvim_buf_line_count(buffer), character = 0 },
    },
    context = { diagnostics = {}, only = { 'source.fixAll.letter-ls' } },
  }
  local answer, problem =
    call(client, 'request_sync', 'textDocument/codeAction', params, 1000, buffer)
  if not answer or answer.err then
    local reason = problem or answer and answer.err.message or ''
    warn('nothing corrected: ' .. reason, 'ничего не исправлено: ' .. reason)
    return
  end
  for _, action in ipairs(answer.result or {}) do
    if action.edit then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    end
  end
end

--- The server's findings, those under the cursor first.
local function findings()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local here, others = {}, {}
  for _, found in ipairs(vim.diagnostic.get(0)) do
    if found.source == 'letter-ls' then
      local after = row - 1 > found.lnum or row - 1 == found.lnum and column >= found.col
      local before = row - 1 < found.end_lnum
        or row - 1 == found.end_lnum and column < math.max(found.end_col, found.col + 1)
      table.insert(after and before and here or others, found)
    end
  end
  return here, others
end

--- The text that a finding marks.
local function marked(found)
  local lines =
    vim.api.nvim_buf_get_text(0, found.lnum, found.col, found.end_lnum, found.end_col, {})
  return table.concat(lines, '\n')
end

--- Those of `candidates` that begin with what is typed, each once.
local function beginning_with(typed, candidates)
  local seen = {}
  return vim.tbl_filter(function(candidate)
    local wanted = not seen[candidate] and vim.startswith(candidate, typed)
    seen[candidate] = true
    return wanted
  end, candidates)
end

--- Where a word can be added: to the user's list, the project's, or for as long as the letter is open.
local SCOPES = { 'user', 'project', 'letter' }

--- Adds a word; without one, the misspelled word under the cursor, or else any word there.
local function add_word(event)
  local client = client_of(0)
  if not client then
    return
  end
  local words = vim.deepcopy(event.fargs)
  local scope = vim.list_contains(SCOPES, words[#words]) and table.remove(words) or 'user'
  local word = words[1]
  for _, found in ipairs(word and {} or (findings())) do
    word = found.code == 'spelling' and marked(found) or word
  end
  word = word or vim.fn.expand('<cword>')
  if word == '' then
    warn('there is no word under the cursor', 'под курсором нет слова')
    return
  end
  execute(client, 0, 'addWord', { word, scope, vim.uri_from_bufnr(0) })
end

local function complete_words(typed)
  local here, others = findings()
  local candidates = {}
  for _, found in ipairs(vim.list_extend(here, others)) do
    if found.code == 'spelling' then
      table.insert(candidates, marked(found))
    end
  end
  return beginning_with(typed, vim.list_extend(candidates, SCOPES))
end

--- Turns a rule off for the project; without a name, that of the finding under the cursor.
local function disable_rule(event)
  local client = client_of(0)
  if not client then
    return
  end
  local here = findings()
  local code = event.fargs[1] or here[1] and here[1].code
  if not code then
    warn('there is no finding under the cursor', 'под курсором нет замечания')
    return
  end
  execute(client, 0, 'disableRule', { code, vim.uri_from_bufnr(0) })
end

local function complete_rules(typed)
  local here, others = findings()
  local codes = {}
  for _, found in ipairs(vim.list_extend(here, others)) do
    table.insert(codes, found.code)
  end
  return beginning_with(typed, codes)
end

--- The templates that the server has: pairs of name and description.
local function templates()
  local listed = vim.system({ plugin.config().cmd[1], 'new', '--list' }, { text = true }):wait()
  local found = {}
  for name, about in (listed.stdout or ''):gmatch('(%S+)%s+([^\n]+)') do
    -- Rules are begun in a file of their own, by `:LetterRules`.
    if name ~= 'config' then
      table.insert(found, { name = name, about = about })
    end
  end
  return found
end

--- Whether a buffer has no letter yet: nothing at all, or only header lines.
local function is_blank(buffer)
  local in_body = false
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    if not line:find('%S') then
      in_body = true
    elseif in_body or not line:find('^[^%s:]+:') then
      return false
    end
  end
  return true
end

--- Puts the cursor on the first thing that is to be filled in.
local function to_first_gap()
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.fn.search('\\[', 'c')
end

--- A name for a letter that is written to disk later. A buffer needs one: Neovim does not find a buffer
--- without a name again when the server speaks of it.
local function free_name(template)
  local name, number = template, 1
  while vim.uv.fs_stat(name .. '.letter') or vim.fn.bufexists(name .. '.letter') == 1 do
    number = number + 1
    name = template .. '-' .. number
  end
  return name .. '.letter'
end

--- Begins a letter from a template: in this buffer where there is none yet, else in a new one.
local function begin(template, language, mods)
  local function insert(client, buffer)
    local arguments = { template, vim.uri_from_bufnr(buffer), language }
    execute(client, buffer, 'insertTemplate', arguments, to_first_gap)
  end
  local client = vim.lsp.get_clients({ name = plugin.NAME, bufnr = 0 })[1]
  local has_name = vim.api.nvim_buf_get_name(0) ~= ''
  if client and has_name and is_blank(0) then
    insert(client, vim.api.nvim_get_current_buf())
    return
  end
  if client or has_name or vim.bo.buftype ~= '' or not is_blank(0) then
    vim.cmd.new({ mods = mods })
  end
  vim.api.nvim_buf_set_name(0, free_name(template))
  vim.api.nvim_create_autocmd('LspAttach', {
    buffer = vim.api.nvim_get_current_buf(),
    callback = function(event)
      local attached = vim.lsp.get_client_by_id(event.data.client_id)
      if attached and attached.name == plugin.NAME then
        insert(attached, event.buf)
        return true
      end
    end,
  })
  vim.bo.filetype = 'mail'
end

local function new(event)
  local name, language = unpack(event.fargs)
  if name then
    begin(name, language, event.smods)
    return
  end
  vim.ui.select(templates(), {
    prompt = say('Template', 'Шаблон'),
    format_item = function(item)
      return item.name .. ': ' .. item.about
    end,
  }, function(item)
    if item then
      begin(item.name, language, event.smods)
    end
  end)
end

local function complete_templates(typed, line)
  local _, arguments = line:gsub('%S+%s+', '')
  if arguments > 1 then
    return beginning_with(typed, { 'en', 'ru' })
  end
  local names = vim.tbl_map(function(template)
    return template.name
  end, templates())
  return beginning_with(typed, names)
end

--- Checks files and folders, and puts the findings into the quickfix list.
local function check(event)
  local paths = #event.fargs > 0 and event.fargs or { '.' }
  local command = { plugin.config().cmd[1], 'check', '--format', 'json', '--' }
  vim.system(vim.list_extend(command, paths), { text = true }, vim.schedule_wrap(function(done)
    local read, found = pcall(vim.json.decode, done.stdout)
    -- Exit code 2: something could not be checked.
    if not read or done.code == 2 then
      warn(done.stderr, done.stderr)
    end
    if not read then
      return
    end
    local severities = { error = 'E', warning = 'W', information = 'I', hint = 'N' }
    local items = {}
    for _, finding in ipairs(found) do
      local where = { uri = vim.uri_from_fname(vim.fn.fnamemodify(finding.file, ':p')) }
      where.range = finding.range
      local item = vim.lsp.util.locations_to_items({ where }, 'utf-16')[1]
      item.text = ('%s [%s]'):format(finding.message, finding.code)
      item.type = severities[finding.severity]
      table.insert(items, item)
    end
    vim.fn.setqflist({}, ' ', { title = 'letter-ls', items = items })
    if #items > 0 then
      vim.cmd.copen()
    elseif done.code == 0 then
      vim.notify(say('letter-ls: no findings', 'letter-ls: замечаний нет'))
    end
  end))
end

--- A command of the server that needs only the letter.
local function of_letter(command)
  return function()
    local client = client_of(0)
    if client then
      execute(client, 0, command, { vim.uri_from_bufnr(0) })
    end
  end
end

--- Defines the commands.
function M.define()
  local function define(name, run, english, russian, options)
    options = vim.tbl_extend('error', options or {}, { desc = say(english, russian) })
    vim.api.nvim_create_user_command(name, run, options)
  end
  define('LetterFix', function()
    M.fix(vim.api.nvim_get_current_buf())
  end, 'Make all corrections that need no question', 'Исправить всё, что не требует вопросов')
  define('LetterNew', new, 'Begin a letter from a template', 'Начать письмо по шаблону', {
    nargs = '*',
    complete = complete_templates,
  })
  define('LetterAddWord', add_word, 'Add a word to a dictionary', 'Добавить слово в словарь', {
    nargs = '*',
    complete = complete_words,
  })
  define('LetterDisableRule', disable_rule, 'Turn a rule off', 'Отключить правило', {
    nargs = '?',
    complete = complete_rules,
  })
  define(
    'LetterRestoreHistory',
    of_letter('restoreHistory'),
    'Put the deleted history back',
    'Вернуть удалённую переписку'
  )
  define('LetterRules', of_letter('openRules'), 'Open the rules', 'Открыть правила')
  define('LetterCheck', check, 'Check files and folders', 'Проверить файлы и папки', {
    nargs = '*',
    complete = 'file',
  })
  define('LetterRestart', plugin.restart, 'Start the server anew', 'Перезапустить сервер')
end

return M
