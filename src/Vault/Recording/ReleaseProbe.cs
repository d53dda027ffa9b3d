namespace Sekisho.Vault.Recording;

/// <summary>Told of each step of a release. Does nothing; tests put their own in its place.</summary>
internal class ReleaseProbe
{
    /// <summary>The environment variable by which fault tests of the whole system let the vault kill itself: "vault".</summary>
    public const string Variable = "SEKISHO_TEST_FAULTS";

    /// <summary>Called at each step.</summary>
    public virtual void Reached(ReleaseStep step)
    {
    }
}
