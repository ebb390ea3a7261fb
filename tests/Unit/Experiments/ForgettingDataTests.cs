using SparseGen.Experiments;
using SparseGen.Tool.Datasets;

namespace SparseGen.Tests.Experiments;

/// <summary>The marks of the forgetting experiment, and its data sets.</summary>
public sealed class ForgettingDataTests
{
    private const int Pixels = 28 * 28, Black = -1, Train = 60, Test = 40;

    private static readonly ImageTraining Images = new(new DataSplit(Grey(Train), Grey(Test)), Epochs: 1, Batch: 8);

    [Fact]
    public void AMarkIsAWhiteSquareInAPlaceOfItsLabel()
    {
        MarkedImages marked = Marks.Put(Grey(200), 0, 9, seed: 1);
        float[] inputs = marked.ByClass.ReadInputs();
        int[] marks = marked.ByMark.ReadLabels();
        Assert.Equal(inputs, marked.ByMark.ReadInputs());
        Assert.Equal(Grey(200).ReadLabels(), marked.ByClass.ReadLabels());
        Assert.Equal(10, marks.Distinct().Count());
        Dictionary<int, int[]> places = [];
        for (int i = 0; i < marks.Length; i++)
        {
            int[] white = [.. Enumerable.Range(0, Pixels).Where(pixel => inputs[(i * Pixels) + pixel] != Black)];
            Assert.Equal(9, white.Length);
            Assert.All(white, pixel => Assert.Equal((1 - FashionMnist.Mean) / FashionMnist.Deviation, inputs[(i * Pixels) + pixel]));
            Assert.Equal([.. Square(white[0])], white);
            Assert.Equal(places.TryAdd(marks[i], white) ? white : places[marks[i]], white);
        }

        // No two marks share a pixel.
        Assert.Equal(90, places.Values.SelectMany(place => place).Distinct().Count());
    }

    [Fact]
    public void HalfOfTheTrainingImagesAreMarkedAndLabelledByTheirMarks()
    {
        ForgettingData data = ForgettingData.Create(Images, Settings(available: 1000, marks: 10), seed: 3);
        Assert.Equal(Train, data.Training.Count);
        Assert.Equal(Train / 2, data.Plain.Count);
        Assert.Equal(Train / 2, data.Available.ByClass.Count);
        Assert.Equal(data.Training.ReadInputs()[(Train / 2 * Pixels)..], data.Available.ByMark.ReadInputs());
        Assert.Equal(data.Training.ReadLabels()[(Train / 2)..], data.Available.ByMark.ReadLabels());
        Assert.Equal(data.Clean.ReadLabels()[(Train / 2)..], data.Available.ByClass.ReadLabels());
        Assert.Equal(Test, data.Unavailable.ByClass.Count);
        Assert.All(data.Plain.ReadInputs(), pixel => Assert.Equal(Black, pixel));
        Assert.All(data.Test.ReadInputs(), pixel => Assert.Equal(Black, pixel));
    }

    [Fact]
    public void OtherMarksStayUnavailable()
    {
        ForgettingData data = ForgettingData.Create(Images, Settings(available: 5, marks: 4), seed: 3);
        Assert.Equal(5, data.Available.ByClass.Count);
        Assert.All(data.Available.ByMark.ReadLabels(), mark => Assert.InRange(mark, 0, 3));
        Assert.All(data.Unavailable.ByMark.ReadLabels(), mark => Assert.InRange(mark, 4, 9));
    }

    private static IEnumerable<int> Square(int corner) =>
        Enumerable.Range(0, 3).SelectMany(row => Enumerable.Range(corner + (row * 28), 3));

    private static Dataset Grey(int count)
    {
        float[] inputs = new float[count * Pixels];
        Array.Fill(inputs, Black);
        return Dataset.FromFloats(inputs, Pixels, (int[])[.. Enumerable.Range(0, count).Select(i => i % 7)]);
    }

    private static ForgettingSettings Settings(int available, int marks) =>
        new(1e-3f, available, marks, 1, 1e-3f, 1, 1, 1, 1, FisherImages: 10);
}
