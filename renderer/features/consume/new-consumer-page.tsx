export function NewConsumerPage() {
  return <div />;
}
