namespace Sekisho.Vault.Rights;

/// <summary>
/// Who acts in the call that is being answered. It flows with the call, so that every entry of the ledger made during it says
/// who, and no handler can forget to.
/// </summary>
internal static class Acting
{
    private static readonly AsyncLocal<Actor?> Now = new();

    /// <summary>Null when nobody acts: a role on its own, or the vault's periodic work.</summary>
    public static Actor? Current => Now.Value;

    /// <summary>Says who acts from here to the end of the asynchronous method that calls this.</summary>
    public static void Is(Actor? actor) => Now.Value = actor;
}
