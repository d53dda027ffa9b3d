using Sekisho.Roles.Supervision;

namespace Sekisho.Commands.Up;

/// <summary>What 'up' says when everything serves.</summary>
/// <param name="Mx">The addresses for mail from other servers.</param>
/// <param name="Submission">The addresses for mail of ours, with STARTTLS.</param>
/// <param name="Submissions">The addresses for mail of ours, with TLS from the first byte.</param>
/// <param name="Data">The data folder's full path.</param>
/// <param name="Pid">The supervisor's process.</param>
internal sealed record ReadyLine(IReadOnlyList<string> Mx, IReadOnlyList<string> Submission, IReadOnlyList<string> Submissions, string Data, int Pid)
{
    /// <summary>The line of a running system.</summary>
    public static ReadyLine Of(SystemStatus status, string dataFolder) =>
        new(Addresses(status, "mx"), Addresses(status, "submission"), Addresses(status, "submissions"), dataFolder, status.Pid);

    private static IReadOnlyList<string> Addresses(SystemStatus status, string name) =>
        status.Addresses.TryGetValue(name, out var addresses) ? addresses : [];
}
