using Sekisho.Configuration.Values;
using Sekisho.Vault;
using Sekisho.Vault.Budgets;

namespace Sekisho.Configuration.Sections;

/// <summary>The vault; the defaults are those of the role.</summary>
internal sealed record VaultSection
{
    private static readonly VaultOptions Usual = new();
    private static readonly BudgetOptions UsualBudgets = new();

    /// <summary>Where the root key is.</summary>
    [Setting("The file with the root key; made at the first start, readable by its owner only. Without it nothing that is kept can be read: keep a copy elsewhere. When the file is away the vault starts sealed. Give it a folder of its own: the vault may write in it, to make a new key.", Example = "/media/key/sekisho-root.key", WhenAbsent = "vault/root.key in the data folder")]
    public FilePath? RootKey { get; init; }

    /// <summary>Starts sealed.</summary>
    [Setting("Whether the vault stays sealed at every start until 'vault unseal'. Mail is received meanwhile; nothing is sent on, read or logged into.")]
    public bool StartSealed { get; init; } = Usual.StartSealed;

    /// <summary>The grace of an erasure.</summary>
    [Setting("How long after 'tenant erase' the tenant's data is still there, so that a mistake can be taken back.", Unit = "days", Min = 0, Max = 3650)]
    public int ErasureGraceDays { get; init; } = (int)Usual.ErasureGraceDays;

    /// <summary>How long a ticket holds.</summary>
    [Setting("How long a login in the browser holds before it is renewed.", Unit = "minutes", Min = 1, Max = 1440)]
    public int TicketMinutes { get; init; } = (int)Usual.TicketMinutes;

    /// <summary>The list of leaked passwords.</summary>
    [Setting("A list of passwords that leaked elsewhere; new passwords that are on it are refused.", Example = "/etc/sekisho/breached.bin", WhenAbsent = "none is looked up")]
    public FilePath? BreachedPasswords { get; init; }

    /// <summary>The shortest password.</summary>
    [Setting("The fewest characters of a new password.", Min = 8, Max = 64)]
    public int PasswordCharacters { get; init; } = Usual.LeastPasswordCharacters;

    /// <summary>Logins at once.</summary>
    [Setting("How many passwords are checked at the same time: what a flood of logins may take from the mail.", Min = 1, Max = 64, Example = "2", WhenAbsent = "half of the processors")]
    public int? LoginsAtOnce { get; init; }

    /// <summary>The domain of passkeys.</summary>
    [Setting("The domain that passkeys belong to: that of the web mail's pages, or one above it. Passkeys of another domain let nobody in, so it cannot be changed without registering all anew.", Example = "mail.example.org", WhenAbsent = "there are no passkeys")]
    public string? PasskeyDomain { get; init; }

    /// <summary>The pages of passkeys.</summary>
    [Setting("The pages that may ask for a passkey; what another page asks for is refused.", MaxItems = 16, Example = "[\"https://mail.example.org\"]", WhenAbsent = "https:// and vault.passkeyDomain")]
    public IReadOnlyList<WebPage> PasskeyPages { get; init; } = [];

    /// <summary>The authorities of token endpoints.</summary>
    [Setting("A PEM file with the authorities whose certificates the token endpoints of linked services may have, instead of the system's.", Example = "/etc/sekisho/tls/services.pem", WhenAbsent = "the system's authorities")]
    public FilePath? TokenAuthorities { get; init; }

    /// <summary>When a link counts as unneeded.</summary>
    [Setting("After this time without use 'credential list' shows a link or token as unneeded.", Unit = "days", Min = 1, Max = 3650)]
    public int UnneededAfterDays { get; init; } = Usual.UnneededAfterDays;

    /// <summary>The budget of a ticket.</summary>
    [Setting("The most messages that one login in the browser may open in an hour. One more freezes it and raises an alarm. A minute allows a tenth of it, a day eight times as much; the same holds for the other budgets.", Min = 10, Max = 1_000_000)]
    public int TicketMessages { get; init; } = UsualBudgets.TicketMessages;

    /// <summary>The budget of web.</summary>
    [Setting("The most messages that all browsers together may open in an hour: the largest leak through the role web.", Min = 10, Max = 10_000_000)]
    public int WebMessages { get; init; } = UsualBudgets.WebMessages;

    /// <summary>The budget of deliver.</summary>
    [Setting("The most messages that the role deliver may open in an hour to send them on or inspect them: above the largest rate of mail of this system.", Min = 10, Max = 10_000_000)]
    public int DeliverMessages { get; init; } = UsualBudgets.DeliverMessages;

    /// <summary>The budget of operators.</summary>
    [Setting("The most messages that operators may export in an hour.", Min = 10, Max = 10_000_000)]
    public int OperatorMessages { get; init; } = UsualBudgets.OperatorMessages;

    /// <summary>The budget of operators for envelopes.</summary>
    [Setting("The most envelopes that operators may look at in an hour: the lists of queue, quarantine and mailboxes open one for each line.", Min = 10, Max = 10_000_000)]
    public int OperatorEnvelopes { get; init; } = UsualBudgets.OperatorEnvelopes;

    /// <summary>The budget of a person.</summary>
    [Setting("The most messages of their tenant's quarantine and archive that one person of a tenant may open at the command line ('--person') in an hour.", Min = 10, Max = 10_000_000)]
    public int PersonMessages { get; init; } = UsualBudgets.PersonMessages;

    /// <summary>The budget of a person for envelopes.</summary>
    [Setting("The most envelopes of their tenant that one person may look at in an hour at the command line ('--person'): lists of queue and quarantine, and traces.", Min = 10, Max = 10_000_000)]
    public int PersonEnvelopes { get; init; } = UsualBudgets.PersonEnvelopes;
}
