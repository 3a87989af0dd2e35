--- Starts the server, and does the few things that are options. All works without `setup`.

local say = require('letter-ls.say')

local M = {}

--- The name of the client, for `vim.lsp.config` and `vim.lsp.get_clients`.
M.NAME = 'letter_ls'

--- Whether Neovim itself starts servers: 0.11 and later.
local STARTS = vim.fn.has('nvim-0.11') == 1

---@class letter-ls.Options
---@field enable? boolean Start the server for letters. Default: true.
---@field cmd? string[] The command of the server. Default: { 'letter-ls' }.
---@field filetypes? string[] Where it is started. Default: mail, markdown, text.
---@field settings? table The keys of rules.toml, for Neovim only.
---@field fix_on_save? boolean Make all safe corrections as a letter is written. Default: false.
---@field completion? boolean Offer completions while one types; Neovim 0.11. Default: false.
---@field folding? boolean Fold headers, quotes and signatures; Neovim 0.11. Default: false.

---@type letter-ls.Options
local options = { enable = true }

--- What `vim.lsp.config` is told of the options.
local function wishes()
  return {
    cmd = options.cmd,
    filetypes = options.filetypes,
    settings = options.settings and { ['letter-ls'] = options.settings },
  }
end

--- The configuration of the client that is in force.
---@return vim.lsp.ClientConfig
function M.config()
  if STARTS then
    return vim.lsp.config[M.NAME]
  end
  local file = vim.api.nvim_get_runtime_file('lsp/letter_ls.lua', false)[1]
  local config = vim.tbl_extend('force', dofile(file), wishes())
  config.name = M.NAME
  return config
end

--- Starts the server for a buffer in a Neovim that does not do so itself.
local function start(buffer)
  local config = M.config()
  local wanted = vim.list_contains(config.filetypes, vim.bo[buffer].filetype)
  if wanted and vim.bo[buffer].buftype == '' then
    config.root_dir = vim.fs.root(buffer, config.root_markers)
    vim.lsp.start(config, {
      bufnr = buffer,
      -- Neovim 0.10 would start one server for each letter that is in no project.
      reuse_client = function(client)
        return client.name == M.NAME and client.config.root_dir == config.root_dir
      end,
    })
  end
end

--- Starts the server for all letters, now and later, or stops it.
---@param wanted boolean
function M.enable(wanted)
  if STARTS then
    vim.lsp.enable(M.NAME, wanted)
    return
  end
  local group = vim.api.nvim_create_augroup('letter-ls.start', {})
  if not wanted then
    vim.lsp.stop_client(vim.lsp.get_clients({ name = M.NAME }))
    return
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    callback = function(event)
      start(event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) then
      start(buffer)
    end
  end
end

--- Stops the server, which may be dead already, and starts it anew.
function M.restart()
  M.enable(false)
  local timer = assert(vim.uv.new_timer())
  local start_anew = vim.schedule_wrap(function()
    if timer:is_closing() or #vim.lsp.get_clients({ name = M.NAME }) > 0 then
      return
    end
    timer:close()
    M.enable(true)
  end)
  timer:start(0, 20, start_anew)
end

--- Leaves `gq` to Neovim, which breaks lines: the server tidies white space, and never moves a word.
local function keep_line_breaks(buffer)
  local formatters =
    vim.lsp.get_clients({ bufnr = buffer, method = 'textDocument/rangeFormatting' })
  if #formatters == 1 and vim.bo[buffer].formatexpr == 'v:lua.vim.lsp.formatexpr()' then
    vim.bo[buffer].formatexpr = ''
  end
end

--- Neovim 0.11 inserts a text only up to its first blank, but a snippet as a whole.
---@param item lsp.CompletionItem
---@return table overrides what `complete()` is given
local function whole(item)
  local text = vim.tbl_get(item, 'textEdit', 'newText')
  if not text or item.insertTextFormat == 2 or not text:find('%s') then
    return {}
  end
  item.insertTextFormat = 2
  item.textEdit.newText = text:gsub('[\\$}]', '\\%0')
  return { word = item.label }
end

--- Makes menus work, also where none opens by itself: what is chosen by CTRL-X CTRL-O may be a whole
--- letter.
local function complete(client, buffer)
  local typed = options.completion == true
  -- A single item is inserted whole only from a menu, and a menu that opens by itself must not insert
  -- anything before one is chosen.
  local wanted = typed and ',menuone,noselect' or ',menuone'
  vim.bo[buffer].completeopt = vim.go.completeopt .. wanted
  vim.lsp.completion.enable(true, client.id, buffer, { autotrigger = typed, convert = whole })
end

--- Does for a buffer what the options ask for.
local function attach(client, buffer)
  keep_line_breaks(buffer)
  if options.fix_on_save and vim.list_contains({ 'mail', 'markdown' }, vim.bo[buffer].filetype) then
    vim.api.nvim_create_autocmd('BufWritePre', {
      group = vim.api.nvim_create_augroup('letter-ls.save.' .. buffer, {}),
      buffer = buffer,
      callback = function()
        require('letter-ls.commands').fix(buffer)
      end,
    })
  end
  if vim.lsp.completion then
    -- The first call counts, and a user's own `LspAttach` shall have it.
    vim.schedule(function()
      if vim.lsp.buf_is_attached(buffer, client.id) then
        complete(client, buffer)
      end
    end)
  end
  if options.folding and vim.lsp.foldexpr then
    for _, window in ipairs(vim.fn.win_findbuf(buffer)) do
      vim.wo[window][0].foldmethod = 'expr'
      vim.wo[window][0].foldexpr = 'v:lua.vim.lsp.foldexpr()'
      vim.wo[window][0].foldlevel = 99
    end
  end
end

--- Takes what is to be otherwise than by default. May be called before or after the plugin is loaded.
---@param wanted? letter-ls.Options
function M.setup(wanted)
  options = vim.tbl_extend('force', options, wanted or {})
  if STARTS then
    vim.lsp.config(M.NAME, wishes())
  end
  if vim.g.loaded_letter_ls then
    M.enable(options.enable)
  end
end

--- Called once, by plugin/letter-ls.lua.
function M.load()
  if vim.fn.has('nvim-0.10') == 0 then
    local old = say(
      'letter-ls: this Neovim is too old for the plugin, which needs 0.10',
      'letter-ls: модулю нужен Neovim 0.10 или новее'
    )
    vim.notify_once(old, vim.log.levels.ERROR)
    return
  end
  require('letter-ls.commands').define()
  vim.api.nvim_create_autocmd('LspAttach', {
    group = vim.api.nvim_create_augroup('letter-ls.attach', {}),
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if client and client.name == M.NAME then
        attach(client, event.buf)
      end
    end,
  })
  if options.enable then
    M.enable(true)
  end
end

return M
