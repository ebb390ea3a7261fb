namespace SparseGen.Models.Catalogue;

/// <summary>A model that commands know by name, and the data it is trained on.</summary>
/// <param name="name">What <c>--model</c> takes.</param>
/// <param name="description">One line for people.</param>
/// <param name="data">What it learns from.</param>
internal abstract class ModelEntry(string name, string description, DataSource data)
{
    /// <summary>What <c>--model</c> takes.</summary>
    public string Name { get; } = name;

    /// <summary>One line for people.</summary>
    public string Description { get; } = description;

    /// <summary>Shapes and cost. Put together at the first call: that draws the masks of sparse layers, which most commands do not need.</summary>
    public abstract ModelInfo Info { get; }

    /// <summary>What it would learn from.</summary>
    public DataSource Data { get; } = data;

    /// <summary>Whether samples of the data have the shape that the model takes.</summary>
    public bool FitsData => Info.InputShape.AsSpan().SequenceEqual(Data.SampleShape.AsSpan());

    /// <summary>Makes the entry of a model class.</summary>
    /// <typeparam name="TModel">The class.</typeparam>
    /// <param name="name">What <c>--model</c> takes.</param>
    /// <param name="description">One line for people.</param>
    /// <param name="data">What it learns from; Fashion-MNIST by default.</param>
    public static ModelEntry Of<TModel>(string name, string description, DataSource? data = null)
        where TModel : class, IModel<TModel>
        => new Typed<TModel>(name, description, data ?? DataSource.FashionMnist);

    /// <summary>Runs an operation with this entry's class as its type argument.</summary>
    /// <typeparam name="TResult">What the operation yields.</typeparam>
    /// <param name="operation">The operation.</param>
    public abstract TResult Apply<TResult>(IModelOperation<TResult> operation);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private sealed class Typed<TModel>(string name, string description, DataSource data)
        : ModelEntry(name, description, data)
        where TModel : class, IModel<TModel>
    {
        public override ModelInfo Info => TModel.Info;

        public override TResult Apply<TResult>(IModelOperation<TResult> operation) => operation.Run<TModel>(this);
    }
}
