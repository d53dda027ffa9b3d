using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;

namespace Sekisho.Commands.Tenant;

/// <summary>All tenants.</summary>
internal sealed class TenantListCommand(Surroundings surroundings) : SystemCommand("list", "List all tenants.", surroundings)
{
    /// <summary>The fields of a tenant.</summary>
    internal static readonly IReadOnlyList<JsonField> TenantFields =
    [
        new("number", "the number under which the other roles know it"),
        new("name", "the tenant"),
        new("domains[]", "its domains, lower case, A-labels"),
        new("relay", "kind, destination (host:port), tls, lmtp, credential (with which to log in there); absent when the mailboxes are here"),
        new("relayPassword", "the password itself may be said to the relay where it offers nothing better"),
        new("archiveMonths", "for how many months after its end a month of its archive is kept; absent when mail is not archived"),
        new("eraseAt", "when it will be erased; absent while the contract lasts"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => TenantFields;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var table = new TextTable("tenant", "mail goes to", "domains");
        await foreach (var tenant in Pages.TenantsAsync(calls, cancellation))
        {
            if (output.Json) output.WriteJson(tenant, VaultJson.Default.Tenant);
            else table.Add(tenant.Name, WayOf(tenant), string.Join(", ", tenant.Domains));
        }

        if (!output.Json) table.WriteTo(output);
        return ExitCodes.Done;
    }

    /// <summary>Where the tenant's mail goes, in words.</summary>
    internal static string WayOf(Sekisho.Vault.Directory.Tenant tenant) =>
        tenant.Relay is { } relay ? $"relay {relay.Destination} ({(relay.Lmtp ? "LMTP" : "SMTP")}, TLS {Show.NameOf(relay.Tls)}{(relay.Credential is { } credential ? $", logs in with {credential}{(tenant.RelayPassword ? ", PLAIN if need be" : "")}" : "")})" : "mailboxes here";
}
