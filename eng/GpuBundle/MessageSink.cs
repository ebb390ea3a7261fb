using Xunit;
using Xunit.Abstractions;

namespace SparseGen.Bundle;

/// <summary>Hands on what xunit says while it works, and waits for the message that ends it.</summary>
/// <typeparam name="TLast">The message behind which there is none.</typeparam>
/// <param name="receive">Receives each; xunit stops when it says false.</param>
internal sealed class MessageSink<TLast>(Func<IMessageSinkMessage, bool> receive) : LongLivedMarshalByRefObject, IMessageSink, IDisposable
    where TLast : IMessageSinkMessage
{
    private readonly ManualResetEventSlim _isOver = new();

    /// <inheritdoc/>
    public bool OnMessage(IMessageSinkMessage message)
    {
        bool goesOn = receive(message);
        if (message is TLast)
        {
            _isOver.Set();
        }

        return goesOn;
    }

    /// <summary>Waits for the end.</summary>
    public void Wait() => _isOver.Wait();

    /// <inheritdoc/>
    public void Dispose() => _isOver.Dispose();
}
