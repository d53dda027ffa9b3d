namespace Sekisho.Store.Intake;

/// <summary>Leases messages whose inspection is to be tried again now.</summary>
/// <param name="Caller">One run of the caller; a new one ends the leases of the old.</param>
/// <param name="Most">At most so many.</param>
/// <param name="WaitSeconds">How long to wait for one when there is none.</param>
public sealed record LeaseHeldRequest(string Caller, int Most, double WaitSeconds);
