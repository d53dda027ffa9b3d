using System.Threading.Channels;

namespace Sekisho.Commands.Send;

/// <summary>Sends many files over several sessions at one time.</summary>
internal static class SendRun
{
    private const int MaxWaiting = 256;

    /// <summary>Sends all files; results come in the order in which they are there.</summary>
    /// <param name="plan">How.</param>
    /// <param name="files">What, in order.</param>
    /// <param name="sessions">How many sessions at one time.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="tell">Is given every result, one at a time.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task RunAsync(SendPlan plan, IEnumerable<Files.InputFile> files, int sessions, TimeProvider clock, Action<SendItem> tell, CancellationToken cancellation)
    {
        var work = Channel.CreateBounded<Files.InputFile>(MaxWaiting);
        var results = Channel.CreateBounded<SendItem>(MaxWaiting);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = Task.WhenAll(Enumerable.Range(0, sessions).Select(_ => WorkAsync(plan, clock, work.Reader, results.Writer, stop.Token)));
        var ending = CloseAfterAsync(sending, results.Writer);
        var feeding = FeedAsync(files, work.Writer, stop.Token);
        try
        {
            await foreach (var item in results.Reader.ReadAllAsync(cancellation)) tell(item);
            await feeding;
            await ending;
        }
        finally
        {
            // Whatever ended the reading: nobody is left behind.
            await stop.CancelAsync();
            await Task.WhenAll(feeding, ending).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task FeedAsync(IEnumerable<Files.InputFile> files, ChannelWriter<Files.InputFile> work, CancellationToken cancellation)
    {
        try
        {
            foreach (var file in files) await work.WriteAsync(file, cancellation);
        }
        finally
        {
            work.TryComplete();
        }
    }

    private static async Task WorkAsync(SendPlan plan, TimeProvider clock, ChannelReader<Files.InputFile> work, ChannelWriter<SendItem> results, CancellationToken cancellation)
    {
        await using var session = new SendSession(plan, clock);
        await foreach (var file in work.ReadAllAsync(cancellation))
        {
            var item = file.Problem is { } problem ? new SendItem { File = file.Path, Accepted = false, Reply = problem } : await session.SendAsync(file.Path, cancellation);
            await results.WriteAsync(item, cancellation);
        }
    }

    private static async Task CloseAfterAsync(Task sending, ChannelWriter<SendItem> results)
    {
        try
        {
            await sending;
            results.TryComplete();
        }
        catch (Exception exception)
        {
            results.TryComplete(exception);
        }
    }
}
