using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Directory;

namespace Sekisho.Commands.Credential;

/// <summary>The passkeys of an account.</summary>
internal sealed class CredentialPasskeysCommand : SystemCommand
{
    private readonly Argument<string> _address = new("ADDRESS") { Description = "The account." };

    /// <summary>Makes the command.</summary>
    public CredentialPasskeysCommand(Surroundings surroundings)
        : base("passkeys", "List the passkeys of an account: when they were made and used, and which may have been copied.", surroundings) => Add(_address);

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("id", "its identifier, for 'credential remove-passkey'"),
        new("name", "what its owner calls it"),
        new("addedAt, lastUsedAt", "when; lastUsedAt is absent when it was never used"),
        new("signCount", "the last counter of its authenticator; 0 where it has none"),
        new("backedUp", "it is on several devices of its owner"),
        new("copied", "its counter went back: there may be a copy, and it lets nobody in any more"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var list = await calls.SendAsync(VaultCalls.ListPasskeys, new NameRequest(parse.GetRequiredValue(_address)), default, cancellation);
        var table = new TextTable("id", "name", "added", "last used", "");
        foreach (var item in list.Items)
        {
            if (output.Json) output.WriteJson(item, VaultJson.Default.PasskeyItem);
            else table.Add(item.Id, item.Name, Show.Time(item.AddedAt), item.LastUsedAt is { } used ? Show.Time(used) : "never", item.Copied ? "copied?" : "");
        }

        if (!output.Json && list.Items.Count > 0) table.WriteTo(output);
        output.Note(list.Items.Count == 0 ? "The account has no passkeys." : $"{list.Items.Count} passkey{(list.Items.Count == 1 ? "" : "s")}");
        return ExitCodes.Done;
    }
}
