namespace Sekisho.Bench.Mail.Report;

/// <summary>How Sekisho starts and rests.</summary>
/// <param name="ReadySeconds">From the start of the process to the READY line, with an empty data folder.</param>
/// <param name="IdleSeconds">How long it had rested when memory was read.</param>
/// <param name="IdleResidentMegabytes">Resident memory of all roles together (shared pages counted in each).</param>
/// <param name="IdleProportionalMegabytes">The same with shared pages counted once.</param>
/// <param name="Processes">How many processes.</param>
internal sealed record StartUp(double ReadySeconds, double IdleSeconds, double IdleResidentMegabytes, double IdleProportionalMegabytes, int Processes)
{
    public const double ReadyTargetSeconds = 5;
    public const double IdleTargetMegabytes = 350;
}
