using Sekisho.Vault.Budgets;

namespace Sekisho.Vault;

/// <summary>How the vault works; the defaults suit a running system.</summary>
public sealed record VaultOptions
{
    /// <summary>The file with the root key; null for root.key in the role's folder.</summary>
    public string? RootKeyPath { get; init; }

    /// <summary>Stays sealed at a start until somebody opens it, even though the root key is in its place.</summary>
    public bool StartSealed { get; init; }

    /// <summary>Networks whose mail is not inspected. The vault does nothing with them but put them on record at each start: it is the role that can.</summary>
    public IReadOnlyList<string> ExemptNetworks { get; init; } = [];

    /// <summary>How much each caller may have opened, in each hour.</summary>
    public BudgetOptions Budgets { get; init; } = new();

    /// <summary>How long after 'tenant erase' the data of a tenant is still there, in days.</summary>
    public double ErasureGraceDays { get; init; } = 30;

    /// <summary>How long a ticket holds, in minutes.</summary>
    public double TicketMinutes { get; init; } = 15;

    /// <summary>How long an index key may be used after it was leased, in minutes.</summary>
    public double IndexLeaseMinutes { get; init; } = 15;

    /// <summary>The domain that passkeys belong to (RP ID), lower case; null: there are no passkeys.</summary>
    public string? PasskeyDomain { get; init; }

    /// <summary>The pages that may ask for passkeys, such as "https://mail.example.org"; empty for "https://" and the domain.</summary>
    public IReadOnlyList<string> PasskeyPages { get; init; } = [];

    /// <summary>A PEM file with the authorities whose certificates token endpoints may have; null for the system's.</summary>
    public string? TokenAuthoritiesPath { get; init; }

    /// <summary>A file with the hashes of passwords that leaked elsewhere, as 'credential build-breached' makes it; null for none.</summary>
    public string? BreachedPasswordsPath { get; init; }

    /// <summary>The fewest characters of a new password.</summary>
    public int LeastPasswordCharacters { get; init; } = 10;

    /// <summary>Iterations of PBKDF2-HMAC-SHA512 for password verifiers: about 80 ms of a core.</summary>
    public int PasswordIterations { get; init; } = 210_000;

    /// <summary>Iterations of PBKDF2-HMAC-SHA256 for SCRAM verifiers: about 40 ms of a core.</summary>
    public int ScramIterations { get; init; } = 200_000;

    /// <summary>How many derivations run at once; 0 for half of the cores. Bounds what a flood of logins takes from the mail.</summary>
    public int PasswordsAtOnce { get; init; }

    /// <summary>A link or token that was not used for so many days is shown as unneeded.</summary>
    public int UnneededAfterDays { get; init; } = 90;
}
