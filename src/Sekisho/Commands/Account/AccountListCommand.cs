using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;

namespace Sekisho.Commands.Account;

/// <summary>All accounts.</summary>
internal sealed class AccountListCommand : SystemCommand
{
    private readonly Option<string?> _tenant = new("--tenant") { Description = "Only the accounts of this tenant.", HelpName = "NAME" };

    /// <summary>Makes the command.</summary>
    public AccountListCommand(Surroundings surroundings)
        : base("list", "List all accounts, or those of a tenant.", surroundings) => Add(_tenant);

    /// <summary>The fields of an account.</summary>
    internal static readonly IReadOnlyList<JsonField> AccountFields =
    [
        new("address", "the account"),
        new("tenant", "whose it is"),
        new("canLogIn", "whether it has a password"),
        new("right", "what it may do: user, auditor, tenant_admin or operator"),
        new("groups[]", "the groups it belongs to"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => AccountFields;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var table = new TextTable("account", "tenant", "login");
        await foreach (var account in Pages.AccountsAsync(calls, parse.GetValue(_tenant), cancellation))
        {
            if (output.Json) output.WriteJson(account, VaultJson.Default.Account);
            else table.Add(account.Address, account.Tenant, LogInOf(account));
        }

        if (!output.Json) table.WriteTo(output);
        return ExitCodes.Done;
    }

    /// <summary>Whether it can log in, in words.</summary>
    internal static string LogInOf(Sekisho.Vault.Directory.Account account) => account.CanLogIn ? "has a password" : "receives only";
}
