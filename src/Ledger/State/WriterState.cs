namespace Sekisho.Ledger.State;

/// <summary>How far a writer has numbered.</summary>
/// <param name="Role">The writer's role.</param>
/// <param name="Caller">Which call token.</param>
/// <param name="Start">Which start of its process.</param>
/// <param name="LastN">The last number.</param>
/// <param name="Runs">Where its last numbers are, so that a repeated append gets the same answer.</param>
internal sealed record WriterState(string Role, string Caller, string Start, long LastN, IReadOnlyList<NumberRun> Runs);
