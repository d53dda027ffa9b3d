using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Directory;

namespace Sekisho.Commands.Account;

/// <summary>Adds an account.</summary>
internal sealed class AccountAddCommand : SystemCommand
{
    private readonly Argument<string> _address = new("ADDRESS") { Description = "The account's address; its domain belongs to a tenant whose mailboxes are here." };
    private readonly Option<bool> _passwordStdin = new("--password-stdin") { Description = "Read the password from the first line of standard input; without it the account receives only." };

    private readonly Option<string?> _right = new("--right") { Description = "What it may do in its tenant; the default is user, and for an account that exists what it has.", HelpName = "user|auditor|tenant_admin|operator" };

    /// <summary>Makes the command.</summary>
    public AccountAddCommand(Surroundings surroundings)
        : base("add", "Add an account, or replace the password of one that exists.", surroundings)
    {
        Add(_address);
        Add(_passwordStdin);
        Add(_right);
        _right.AcceptOnlyFromAmong("user", "auditor", "tenant_admin", "operator");
        _address.Validators.Add(result =>
        {
            var address = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            var at = address.LastIndexOf('@');
            if (at < 1 || at == address.Length - 1) result.AddError($"'{address}' is no address: write NAME@DOMAIN.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => AccountListCommand.AccountFields;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        string? password = null;
        if (parse.GetValue(_passwordStdin))
        {
            password = await PasswordInput.ReadAsync(Surroundings.Console.In, cancellation);
            if (password is null) return output.Fail("There is no usable password on standard input.", PasswordInput.Advice);
        }

        var account = await calls.SendAsync(VaultCalls.AddAccount, new AddAccountRequest(parse.GetRequiredValue(_address), password, RightOf(parse.GetValue(_right))), default, cancellation);
        if (output.Json) output.WriteJson(account, VaultJson.Default.Account);
        else output.WriteLine($"Account {account.Address} of tenant {account.Tenant}: {AccountListCommand.LogInOf(account)}");
        return ExitCodes.Done;
    }

    private static AccountRight? RightOf(string? word) => word switch
    {
        null => null,
        "auditor" => AccountRight.Auditor,
        "tenant_admin" => AccountRight.TenantAdmin,
        "operator" => AccountRight.Operator,
        _ => AccountRight.User,
    };
}
