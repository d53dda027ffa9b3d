using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.Files;

/// <summary>Puts the calling thread into a Landlock domain that allows what a policy says about files, ports and scopes.</summary>
internal static class FileConfinement
{
    private const int NoSuchFile = 2; // ENOENT
    private const int NotAFolder = 20; // ENOTDIR

    /// <summary>Enters the domain.</summary>
    public static ConfinementOutcome Enter(ConfinementPolicy policy)
    {
        var support = KernelSupport.Detect();
        var missing = support.MissingFor(policy).Where(part => part.Part is ConfinementPart.Files or ConfinementPart.TcpPorts or ConfinementPart.Scopes).ToList();
        if (support.LandlockAbi == 0) return new ConfinementOutcome([], missing);
        var ports = (policy.ListenPorts is null ? 0 : LandlockRights.BindTcp) | (policy.ConnectPorts is null ? 0 : LandlockRights.ConnectTcp);
        var (ruleset, error) = LandlockRuleset.Create(support.LandlockAbi, ports);
        if (ruleset is null) return new ConfinementOutcome([], [.. missing, Refused("landlock_create_ruleset", error)]);
        using (ruleset)
        {
            foreach (var (path, ruleError) in AddRules(ruleset, policy)) missing.Add(Refused($"a Landlock rule for {path}", ruleError));
            if (ruleset.Enter() is not 0 and var enterError) return new ConfinementOutcome([], [.. missing, Refused("landlock_restrict_self", enterError)]);
        }

        List<ConfinementPart> applied = [ConfinementPart.Files];
        if (support.LandlockAbi >= 4 && ports != 0) applied.Add(ConfinementPart.TcpPorts);
        if (support.LandlockAbi >= 6) applied.Add(ConfinementPart.Scopes);
        return new ConfinementOutcome(applied, missing);
    }

    private static IEnumerable<(string Path, int Error)> AddRules(LandlockRuleset ruleset, ConfinementPolicy policy)
    {
        var hidden = policy.Hidden.Select(PathRules.Real).ToArray();
        var rules = policy.Readable.SelectMany(path => PathRules.Around(PathRules.Real(path), hidden)).Select(path => (path, LandlockRights.Read))
            .Concat(policy.Writable.Select(path => (path, LandlockRights.Write)))
            .Concat(policy.SocketFolders.Select(path => (path, LandlockRights.Write | LandlockRights.MakeSocket)))
            .Concat(policy.Devices.Select(path => (path, LandlockRights.ReadFile | LandlockRights.WriteFile)))
            .Concat(policy.Executable.Select(path => (path, LandlockRights.ReadFile | LandlockRights.Execute)));
        foreach (var (path, rights) in rules)
        {
            if (ruleset.Allow(path, rights) is not (0 or NoSuchFile or NotAFolder) and var error) yield return (path, error);
        }

        // What the runtime reads about itself. Nothing of any other process.
        if (ruleset.Allow("/proc/self", LandlockRights.Read | LandlockRights.WriteFile, keepOpen: true) is not 0 and var ownError) yield return ("/proc/self", ownError);
        foreach (var port in policy.ListenPorts ?? [])
        {
            if (ruleset.AllowPort(port, LandlockRights.BindTcp) is not 0 and var error) yield return ($"listening on port {port}", error);
        }

        foreach (var port in policy.ConnectPorts ?? [])
        {
            if (ruleset.AllowPort(port, LandlockRights.ConnectTcp) is not 0 and var error) yield return ($"connecting to port {port}", error);
        }
    }

    private static MissingPart Refused(string what, int error) => new(ConfinementPart.Files, $"the kernel refused {what}: {LinuxCalls.Describe(error)}");
}
