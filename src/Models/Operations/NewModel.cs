using SparseGen.Tool.Commands;

namespace SparseGen.Tool.Operations;

/// <summary>Makes models for commands, whose users can ask for a batch that no buffer holds.</summary>
internal static class NewModel
{
    /// <summary>Makes a model.</summary>
    /// <typeparam name="TModel">The model class.</typeparam>
    /// <param name="batch">Largest batch of a training step.</param>
    /// <param name="device">Where it lives.</param>
    /// <param name="seed">Seed of the initial values.</param>
    /// <exception cref="CommandException">The buffers for such a batch cannot be had.</exception>
    public static TModel Create<TModel>(int batch, Device device, ulong seed = 0)
        where TModel : class, IModel<TModel>
    {
        try
        {
            return TModel.Create(batch, device, seed);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException or OutOfMemoryException or DeviceOutOfMemoryException)
        {
            throw new CommandException($"--batch: {batch} samples of {TModel.Info.Name} need more memory than can be had: {exception.Message}");
        }
    }
}
