namespace Sekisho.Bench.Mail.Report;

/// <summary>How Sekisho starts and rests.</summary>
/// <param name="ReadySeconds">From the start of the process to the READY line, with an empty data folder.</param>
/// <param name="IdleSeconds">How long it had rested when memory was read.</param>
/// <param name="IdleMegabytes">Memory of all roles together: what the machine would get back if they ended (shared pages counted once).</param>
/// <param name="SummedResidentMegabytes">The sum of the processes' resident memory, which counts a shared page in each.</param>
/// <param name="Processes">How many processes.</param>
internal sealed record StartUp(double ReadySeconds, double IdleSeconds, double IdleMegabytes, double SummedResidentMegabytes, int Processes)
{
    public const double ReadyTargetSeconds = 5;
    public const double IdleTargetMegabytes = 350;
}
