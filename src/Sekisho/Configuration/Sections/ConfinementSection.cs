namespace Sekisho.Configuration.Sections;

/// <summary>The confinement of the roles.</summary>
internal sealed record ConfinementSection
{
    /// <summary>Whether it is a condition.</summary>
    [Setting("Whether Sekisho refuses to start where the kernel cannot confine the roles as the role table says (Landlock, seccomp). With 'false' it confines as far as it can and says what is missing, like 'sekisho up --allow-unconfined'.")]
    public bool Required { get; init; } = true;

    /// <summary>A user for each role.</summary>
    [Setting("The first of a range of 32 user numbers that nothing else on this machine uses: every role runs as a user of its own out of it, and the first number is also their common group. Needs a start as root, and a program folder that everybody can read.", Example = "61000", WhenAbsent = "all roles run as the user that starts Sekisho", Min = 1000, Max = 2_000_000_000)]
    public int? FirstUser { get; init; }
}
