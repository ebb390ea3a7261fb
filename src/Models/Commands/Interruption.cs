using System.Runtime.InteropServices;

namespace SparseGen.Tool.Commands;

/// <summary>Turns the first Ctrl-C, SIGTERM or hang-up of the terminal into a cancellation; the second one ends the program as usual.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Starts listening.</summary>
    public Interruption()
        => _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What the shell is told: 128 plus the number of the first signal.</summary>
    public int ExitCode { get; private set; } = Commands.ExitCode.Interrupted;

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        if (context.Cancel)
        {
            ExitCode = context.Signal switch
            {
                PosixSignal.SIGTERM => Commands.ExitCode.Terminated,
                PosixSignal.SIGHUP => Commands.ExitCode.HungUp,
                _ => Commands.ExitCode.Interrupted,
            };
        }

        _source.Cancel();
    }
}
