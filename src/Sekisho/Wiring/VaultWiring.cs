using Sekisho.Configuration;
using Sekisho.Vault;
using Sekisho.Vault.Budgets;

namespace Sekisho.Wiring;

/// <summary>The configuration of the role vault.</summary>
internal static class VaultWiring
{
    /// <summary>What the role is told.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="configFolder">Where its relative paths start.</param>
    public static VaultOptions OptionsOf(SekishoConfig config, string configFolder) => new()
    {
        ExemptNetworks = [.. config.Inspect.ExemptNetworks.Select(network => network.ToString())],
        RootKeyPath = config.Vault.RootKey?.From(configFolder),
        StartSealed = config.Vault.StartSealed,
        ErasureGraceDays = config.Vault.ErasureGraceDays,
        TicketMinutes = config.Vault.TicketMinutes,
        BreachedPasswordsPath = config.Vault.BreachedPasswords?.From(configFolder),
        LeastPasswordCharacters = config.Vault.PasswordCharacters,
        PasswordsAtOnce = config.Vault.LoginsAtOnce ?? 0,
        PasskeyDomain = config.Vault.PasskeyDomain?.ToLowerInvariant(),
        PasskeyPages = [.. config.Vault.PasskeyPages.Select(page => page.Text)],
        TokenAuthoritiesPath = config.Vault.TokenAuthorities?.From(configFolder),
        UnneededAfterDays = config.Vault.UnneededAfterDays,
        Budgets = new BudgetOptions
        {
            TicketMessages = config.Vault.TicketMessages,
            WebMessages = config.Vault.WebMessages,
            DeliverMessages = config.Vault.DeliverMessages,
            OperatorMessages = config.Vault.OperatorMessages,
            OperatorEnvelopes = config.Vault.OperatorEnvelopes,
            PersonMessages = config.Vault.PersonMessages,
            PersonEnvelopes = config.Vault.PersonEnvelopes,
        },
    };
}
