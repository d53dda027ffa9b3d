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
        var missing = new List<MissingPart>();
        foreach (var part in support.MissingFor(policy))
        {
            if (part.Part is ConfinementPart.Files or ConfinementPart.TcpPorts or ConfinementPart.Scopes) missing.Add(part);
        }

        if (support.LandlockAbi == 0) return new ConfinementOutcome([], missing);
        var ports = (policy.ListenPorts is null ? 0 : LandlockRights.BindTcp) | (policy.ConnectPorts is null ? 0 : LandlockRights.ConnectTcp);
        var (ruleset, error) = LandlockRuleset.Create(support.LandlockAbi, ports);
        if (ruleset is null) return new ConfinementOutcome([], [.. missing, Refused("landlock_create_ruleset", error)]);
        using (ruleset)
        {
            AddRules(ruleset, policy, missing);
            if (ruleset.Enter() is not 0 and var enterError) return new ConfinementOutcome([], [.. missing, Refused("landlock_restrict_self", enterError)]);
        }

        ConfinementPart[] applied = support.LandlockAbi switch
        {
            >= 6 when ports != 0 => [ConfinementPart.Files, ConfinementPart.TcpPorts, ConfinementPart.Scopes],
            >= 6 => [ConfinementPart.Files, ConfinementPart.Scopes],
            >= 4 when ports != 0 => [ConfinementPart.Files, ConfinementPart.TcpPorts],
            _ => [ConfinementPart.Files],
        };
        return new ConfinementOutcome(applied, missing);
    }

    // Plain loops: this runs in every process before anything else, and each kind of query would have to be compiled first.
    private static void AddRules(LandlockRuleset ruleset, ConfinementPolicy policy, List<MissingPart> missing)
    {
        var hidden = new List<string>();
        foreach (var path in policy.Hidden) hidden.Add(PathRules.Real(path));
        foreach (var readable in policy.Readable)
        {
            foreach (var path in PathRules.Around(PathRules.Real(readable), hidden)) Allow(ruleset, path, LandlockRights.Read, missing);
        }

        foreach (var path in policy.Writable) Allow(ruleset, path, LandlockRights.Write, missing);
        foreach (var path in policy.SocketFolders) Allow(ruleset, path, LandlockRights.Write | LandlockRights.MakeSocket, missing);
        foreach (var path in policy.Devices) Allow(ruleset, path, LandlockRights.ReadFile | LandlockRights.WriteFile, missing);
        foreach (var path in policy.Executable) Allow(ruleset, path, LandlockRights.ReadFile | LandlockRights.Execute, missing);
        // What the runtime reads about itself. Nothing of any other process.
        if (ruleset.Allow("/proc/self", LandlockRights.Read | LandlockRights.WriteFile, keepOpen: true) is not 0 and var ownError) missing.Add(Refused("a Landlock rule for /proc/self", ownError));
        foreach (var port in policy.ListenPorts ?? [])
        {
            if (ruleset.AllowPort(port, LandlockRights.BindTcp) is not 0 and var error) missing.Add(Refused($"a Landlock rule for listening on port {port}", error));
        }

        foreach (var port in policy.ConnectPorts ?? [])
        {
            if (ruleset.AllowPort(port, LandlockRights.ConnectTcp) is not 0 and var error) missing.Add(Refused($"a Landlock rule for connecting to port {port}", error));
        }
    }

    private static void Allow(LandlockRuleset ruleset, string path, ulong rights, List<MissingPart> missing)
    {
        if (ruleset.Allow(path, rights) is not (0 or NoSuchFile or NotAFolder) and var error) missing.Add(Refused($"a Landlock rule for {path}", error));
    }

    private static MissingPart Refused(string what, int error) => new(ConfinementPart.Files, $"the kernel refused {what}: {LinuxCalls.Describe(error)}");
}
