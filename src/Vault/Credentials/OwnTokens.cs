using System.Globalization;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;

namespace Sekisho.Vault.Credentials;

/// <summary>What people have here beside their passwords, for review: app passwords and passkeys. Pages go through the accounts.</summary>
internal sealed class OwnTokens(VaultOptions options, VaultDatabase database, KeyCabinet cabinet, TimeProvider clock)
{
    /// <summary>What the places of these pages begin with.</summary>
    private const char Mark = 'a';

    /// <summary>The place of the first page.</summary>
    public const string First = "a0";

    /// <summary>Whether a place is one of these pages.</summary>
    public static bool IsPlace(string? after) => after?.Length > 1 && after[0] == Mark;

    /// <summary>A page: of a thousand accounts, however many tokens they have.</summary>
    public DirectoryPage<CredentialItem> List(DirectoryRequest request)
    {
        var (after, most) = ListDirectory.Read(request with { After = request.After![1..] });
        return cabinet.Use(keys => database.Read(db =>
        {
            var rows = db.All(DirectorySql.Accounts, DirectoryRows.ReadAccount, after, most);
            var items = rows.SelectMany(row => DirectoryRows.OpenLogIn(db, keys, row) is { } record ? Of(record, DirectoryRows.Open(db, keys, row).Address) : []);
            return new DirectoryPage<CredentialItem>([.. items], rows.Count == most ? string.Create(CultureInfo.InvariantCulture, $"{Mark}{rows[^1].Number}") : null);
        }));
    }

    private IEnumerable<CredentialItem> Of(LogInRecord record, string owner)
    {
        foreach (var password in record.AppPasswords ?? []) yield return Item(password.Prefix, owner, "own:app_password", "submission", password.Name, password.MadeAt, password.LastUsedAt);
        foreach (var passkey in record.Passkeys ?? []) yield return Item(passkey.Id, owner, "own:passkey", "web", passkey.Name, passkey.MadeAt, passkey.LastUsedAt);
    }

    private CredentialItem Item(string id, string owner, string kind, string service, string user, DateTimeOffset madeAt, DateTimeOffset? usedAt) => new()
    {
        Id = id,
        Owner = owner,
        Kind = kind,
        Service = service,
        User = user,
        AddedAt = madeAt,
        LastUsedAt = usedAt,
        Unneeded = clock.GetUtcNow() - (usedAt ?? madeAt) > TimeSpan.FromDays(options.UnneededAfterDays),
    };
}
