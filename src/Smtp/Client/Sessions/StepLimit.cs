namespace Sekisho.Smtp.Client.Sessions;

/// <summary>The time of one step within the caller's wish to go on.</summary>
internal sealed class StepLimit : IDisposable
{
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _both;

    public StepLimit(TimeSpan limit, TimeProvider clock, CancellationToken cancellation)
    {
        _time = new CancellationTokenSource(limit, clock);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, cancellation);
    }

    public CancellationToken Token => _both.Token;

    public void Dispose()
    {
        _both.Dispose();
        _time.Dispose();
    }
}
