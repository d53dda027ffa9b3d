using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Directory;

namespace Sekisho.Commands.Credential;

/// <summary>What links and tokens exist, for review.</summary>
internal sealed class CredentialListCommand : SystemCommand
{
    private readonly Option<bool> _unneeded = new("--unneeded") { Description = "Only those that were not used for long (vault.unneededAfterDays)." };

    /// <summary>Makes the command.</summary>
    public CredentialListCommand(Surroundings surroundings)
        : base("list", "List the sealed credentials of other services, and the app passwords and passkeys of our accounts, without their secrets: when they were last used, and which seem unneeded.", surroundings) => Add(_unneeded);

    /// <summary>The fields of a credential.</summary>
    internal static IReadOnlyList<JsonField> ItemFields { get; } =
    [
        new("id", "its identifier"),
        new("owner", "the account's address or the tenant's name"),
        new("kind", "password or refresh_token; of our own accounts own:app_password or own:passkey"),
        new("service, user", "where it opens something, and as whom; of our own, what its owner calls it"),
        new("addedAt, lastUsedAt", "when; lastUsedAt is absent when it was never used"),
        new("unneeded", "not used for long"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => ItemFields;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var table = new TextTable("id", "owner", "kind", "service", "user", "added", "last used", "");
        string? after = null;
        do
        {
            var page = await calls.SendAsync(VaultCalls.ListCredentials, new DirectoryRequest(after), default, cancellation);
            foreach (var item in page.Items.Where(item => item.Unneeded || !parse.GetValue(_unneeded)))
            {
                if (output.Json) output.WriteJson(item, VaultJson.Default.CredentialItem);
                else table.Add(item.Id, item.Owner, item.Kind, item.Service, item.User, Show.Time(item.AddedAt), item.LastUsedAt is { } used ? Show.Time(used) : "never", item.Unneeded ? "unneeded?" : "");
            }

            after = page.Next;
        }
        while (after is not null);
        if (!output.Json) table.WriteTo(output);
        return ExitCodes.Done;
    }
}
